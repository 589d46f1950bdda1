// Passkeys: asks the portal for its challenge, the browser for the proof, and sends the form.

const ask = async (form) => {
  const response = await fetch(form.dataset.options, {
    method: "POST",
    headers: {
      Accept: "application/json",
      RequestVerificationToken: form.querySelector("[name=__RequestVerificationToken]").value,
    },
  });
  const options = await response.json();
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
    } catch (error) {
      // The person closed the browser's dialog: nothing happens, and the page stays as it is.
      if (error.name === "NotAllowedError") return;
      throw error;
    }
    form.submit();
  });
}
