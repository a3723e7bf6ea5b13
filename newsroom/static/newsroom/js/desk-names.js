// Names the fields that scripts put in place of others, choosers and text editors, and leaves pictograms unread: their
// text is the name of a picture.

const nameOf = (field) => (field?.labels?.[0]?.textContent ?? field?.ariaLabel ?? "").replace(":", "").trim()

function look() {
  for (const chooser of document.querySelectorAll(".select2-container")) {
    const name = nameOf(chooser.parentElement.querySelector("select"))
    for (const part of chooser.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      if (name && !part.ariaLabel) part.ariaLabel = name
    }
  }
  for (const text of document.querySelectorAll(".ProseMirror[role=textbox]:not([aria-label])")) {
    text.ariaLabel = nameOf(text.closest(".form-row")?.querySelector("textarea")) || document.title
  }
  for (const sign of document.querySelectorAll("span.material-icons:not([aria-hidden], .order-machine-insert-target)")) {
    sign.ariaHidden = "true"
  }
}

new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
look()
