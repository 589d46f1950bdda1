// A chosen file is sent at once, so that nobody leaves it behind; one that is too large isn't sent at all.

for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("[type=file]");
  input.addEventListener("change", () => {
    const tooLarge = [...input.files].some((file) => file.size > Number(form.dataset.upload));
    input.setCustomValidity(tooLarge ? form.dataset.tooLarge : "");
    if (input.files.length > 0 && input.reportValidity()) form.requestSubmit();
  });
}
