// A picture that was chosen in a second window shows itself. Django tells jQuery alone that its number is there.

function showPictures() {
  for (const chooser of document.querySelectorAll(".photo-chooser")) {
    const [picture, field] = [chooser.querySelector("img"), chooser.querySelector(".photo-id")]
    const id = field.value.trim()
    const source = /^\d+$/.test(id) ? `${chooser.dataset.thumbnails}${id}/thumbnail/` : ""
    if (source && !picture.src.endsWith(source)) picture.src = source
    picture.hidden = !source
  }
}
window.django?.jQuery(document).on("change", ".photo-id", showPictures)
