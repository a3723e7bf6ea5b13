// The schedule button says when it will publish.

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
