// Counts letters beside the fields that have a limit; a headline is one line.

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
