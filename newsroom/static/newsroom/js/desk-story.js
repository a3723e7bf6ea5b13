// The story's form: letter counts, what the schedule button will do, the chosen picture, a warning before leaving.

for (const field of document.querySelectorAll("[data-count]")) {
  const limit = Number(field.dataset.count)
  const count = document.createElement("span")
  count.className = "letter-count"
  field.after(count)
  const show = () => {
    const length = [...field.value.trim()].length
    count.textContent = `${length}/${limit}`
    count.classList.toggle("over", length > limit)
  }
  field.addEventListener("input", show)
  show()
}

const headline = document.querySelector(".headline-field")
headline?.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault()
})

const schedule = document.querySelector("button[data-schedule]")
const [day, time] = ["id_publish_at_0", "id_publish_at_1"].map((id) => document.getElementById(id))
if (schedule && day && time) {
  const plain = schedule.textContent
  const show = () => {
    const moment = `${day.value} ${time.value.slice(0, 5)}`.trim()
    schedule.textContent = day.value && time.value ? schedule.dataset.schedule.replace("{moment}", moment) : plain
  }
  for (const field of [day, time]) for (const name of ["input", "change", "focus"]) field.addEventListener(name, show)
  window.addEventListener("focus", show)
  document.addEventListener("click", () => setTimeout(show))
}

// A popup writes the id without an event, so look whenever this window has the focus again.
function showPictures() {
  for (const chooser of document.querySelectorAll(".photo-chooser")) {
    const [picture, field] = [chooser.querySelector("img"), chooser.querySelector(".photo-id")]
    const id = field.value.trim()
    const source = /^\d+$/.test(id) ? `${chooser.dataset.thumbnails}${id}/thumbnail/` : ""
    if (source && !picture.src.endsWith(source)) picture.src = source
    picture.hidden = !source
  }
}
window.addEventListener("focus", showPictures)
document.addEventListener("change", showPictures)

const form = document.getElementById("article_form")
let changed = false
form?.addEventListener("input", () => { changed = true })
form?.addEventListener("submit", (event) => {
  if (event.submitter?.formTarget !== "_blank") changed = false
})
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault()
})

document.addEventListener("keydown", (event) => {
  if (event.key === "s" && (event.metaKey || event.ctrlKey)) {
    event.preventDefault()
    document.querySelector("button[name=_continue]")?.click()
  }
})
