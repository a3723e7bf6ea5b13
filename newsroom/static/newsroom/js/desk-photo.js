// Sets the focal point where the picture is clicked.

const box = document.querySelector(".focal-picture")
const [x, y] = ["id_focal_x", "id_focal_y"].map((id) => document.getElementById(id))
if (box && x && y) {
  const dot = box.querySelector(".focal-dot")
  const show = () => {
    dot.hidden = false
    dot.style.left = `${Number(x.value) * 100}%`
    dot.style.top = `${Number(y.value) * 100}%`
  }
  box.addEventListener("click", (event) => {
    const area = box.getBoundingClientRect()
    x.value = ((event.clientX - area.left) / area.width).toFixed(2)
    y.value = ((event.clientY - area.top) / area.height).toFixed(2)
    show()
  })
  for (const field of [x, y]) field.addEventListener("input", show)
  show()
}
