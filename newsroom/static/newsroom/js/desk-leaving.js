// Asks before unsaved words are left behind; Ctrl+S saves.

const form = document.getElementById("article_form")
let changed = false
for (const name of ["input", "drop"]) form?.addEventListener(name, () => { changed = true })
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
