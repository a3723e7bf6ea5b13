// Share: the device's own sheet where there is one, else the address goes to the clipboard; without both, the mail link.
const link = document.querySelector("[data-share]");

async function share() {
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  if (navigator.share) {
    await navigator.share({ title: document.querySelector("h1").textContent, url });
  } else {
    await navigator.clipboard.writeText(url);
    const words = link.textContent;
    link.textContent = link.dataset.copied;
    setTimeout(() => { link.textContent = words; }, 3000);
  }
}

if (link && (navigator.share || navigator.clipboard)) {
  link.setAttribute("role", "button");
  link.setAttribute("aria-live", "polite");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    share().catch((error) => {
      if (error.name !== "AbortError") location.href = link.href;
    });
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
}
