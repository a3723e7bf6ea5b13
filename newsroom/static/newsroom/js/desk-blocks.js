// The body editor is made for the mouse: its buttons become reachable, each block gets two to move it.

const page = document.querySelector(".story-page")
const words = JSON.parse(document.getElementById("desk-words")?.textContent ?? "{}")
const ordering = (block) => block.querySelector(".order-machine-ordering")

function move(block, by) {
  const row = [...document.querySelectorAll(".order-machine .inline-related:not(.empty-form)")]
  row.sort((a, b) => ordering(a).value - ordering(b).value)
  const here = row.indexOf(block)
  const there = here + by
  if (there < 0 || there >= row.length) return
  row.splice(here, 1)
  row.splice(there, 0, block)
  row.forEach((each, index) => {
    ordering(each).value = each.style.order = 10 * (index + 1)
  })
  ordering(block).dispatchEvent(new Event("input", { bubbles: true }))
}

function addMoves(block) {
  for (const [sign, by, label] of [["↑", -1, words.up], ["↓", 1, words.down]]) {
    const button = document.createElement("button")
    Object.assign(button, { type: "button", className: "block-move", textContent: sign, title: label, ariaLabel: label })
    button.addEventListener("click", (event) => {
      event.stopPropagation()
      move(block, by)
      button.focus()
    })
    block.querySelector("h3").append(button)
  }
}

function makeReachable(button) {
  button.tabIndex = 0
  button.setAttribute("role", "button")
  if (button.matches(".order-machine-insert-target")) button.ariaLabel = words.insert
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    button.click()
  })
}

function look() {
  page.querySelectorAll(":is(.plugin-button, .order-machine-insert-target):not([tabindex])").forEach(makeReachable)
  for (const block of page.querySelectorAll(".order-machine .inline-related:not(.empty-form):not(:has(.block-move))")) {
    if (ordering(block)) addMoves(block)
  }
}

if (page) {
  new MutationObserver(look).observe(page, { childList: true, subtree: true })
  window.addEventListener("load", look)
}
