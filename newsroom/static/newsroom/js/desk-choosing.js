// A picture of the library is chosen from the moment it is seen. Django listens once the page's last script has come;
// until then a click would open the picture's form in the small window.

document.addEventListener(
  "click",
  (event) => {
    const choice = event.target.closest("a[data-popup-opener]")
    if (!choice || !window.opener) return
    event.preventDefault()
    event.stopPropagation()
    window.opener.dismissRelatedLookupPopup(window, choice.dataset.popupOpener)
  },
  true,
)
