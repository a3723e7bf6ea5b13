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
const publishAt = document.getElementById("id_publish_at")
if (schedule && publishAt) {
  const plain = schedule.textContent
  const shape = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
  const show = () => {
    const moment = new Date(publishAt.value)
    const words = Number.isNaN(moment.valueOf()) ? "" : moment.toLocaleString(document.documentElement.lang, shape)
    schedule.textContent = words ? schedule.dataset.schedule.replace("{moment}", words) : plain
  }
  publishAt.addEventListener("input", show)
  show()
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

// The body editor is made for the mouse: its buttons become reachable, and each block gets two to move it.
const machine = document.querySelector(".story-page")
const words = JSON.parse(document.getElementById("desk-words")?.textContent ?? "{}")
function blocks() {
  const place = (block) => Number(block.querySelector(".order-machine-ordering").value)
  return [...document.querySelectorAll(".order-machine .inline-related:not(.empty-form)")].sort((a, b) => place(a) - place(b))
}
function move(block, by) {
  const row = blocks()
  const here = row.indexOf(block)
  const there = here + by
  if (there < 0 || there >= row.length) return
  row.splice(here, 1)
  row.splice(there, 0, block)
  row.forEach((each, index) => {
    each.querySelector(".order-machine-ordering").value = each.style.order = 10 * (index + 1)
  })
  changed = true
}
function reachable() {
  for (const button of machine?.querySelectorAll(".plugin-button:not([tabindex]), .order-machine-insert-target:not([tabindex])") ?? []) {
    button.tabIndex = 0
    button.setAttribute("role", "button")
    if (button.matches(".order-machine-insert-target")) button.setAttribute("aria-label", words.insert)
    button.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault()
        button.click()
      }
    })
  }
  for (const block of blocks()) {
    const title = block.querySelector("h3")
    if (title.querySelector(".block-move")) continue
    for (const [sign, by, label] of [["↑", -1, words.up], ["↓", 1, words.down]]) {
      const button = document.createElement("button")
      Object.assign(button, { type: "button", className: "block-move", textContent: sign, title: label, ariaLabel: label })
      button.addEventListener("click", (event) => {
        event.stopPropagation()
        move(block, by)
        button.focus()
      })
      title.append(button)
    }
  }
}
if (machine) {
  new MutationObserver(reachable).observe(machine, { childList: true, subtree: true })
  window.addEventListener("load", reachable)
}

document.addEventListener("keydown", (event) => {
  if (event.key === "s" && (event.metaKey || event.ctrlKey)) {
    event.preventDefault()
    document.querySelector("button[name=_continue]")?.click()
  }
})
