/**
 * Forms that ask the browser for a passkey.
 *
 * `<form data-passkey="get">` asks for one that is there, `<form data-passkey="create">` for a new one.
 * What is asked stands in `#passkey-options` as JSON, or comes from the address in
 * `data-passkey-url`. The answer goes into the field `credential`, and the form is sent. JSON cannot
 * hold bytes: they travel as base64url.
 *
 * @module passkey
 */

/**
 * @typedef {{ id: string, type: PublicKeyCredentialType }} Named
 * @typedef {Record<string, unknown> & {
 *   challenge: string,
 *   user?: { id: string },
 *   allowCredentials?: Named[],
 *   excludeCredentials?: Named[],
 *   authenticatorSelection?: Record<string, unknown>,
 * }} Options
 */

/**
 * @param {string} text base64url
 * @returns {ArrayBuffer}
 */
function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0)).buffer;
}

/**
 * @param {ArrayBuffer | null} bytes
 * @returns {string | null} base64url without padding
 */
function toText(bytes) {
  if (bytes === null) return null;
  const plain = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {Named[]} [list] */
const named = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));

/**
 * @param {Options} options
 * @returns {Promise<PublicKeyCredential>}
 */
async function get(options) {
  const publicKey = /** @type {PublicKeyCredentialRequestOptions} */ (
    /** @type {unknown} */ ({
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: named(options.allowCredentials),
    })
  );
  return /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey }));
}

/**
 * @param {Options} options
 * @param {boolean} alone whether it is to sign in without a password
 * @returns {Promise<PublicKeyCredential>}
 */
async function create(options, alone) {
  const selection = { ...options.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  const publicKey = /** @type {PublicKeyCredentialCreationOptions} */ (
    /** @type {unknown} */ ({
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user?.id ?? "") },
      excludeCredentials: named(options.excludeCredentials),
      authenticatorSelection: selection,
    })
  );
  return /** @type {PublicKeyCredential} */ (await navigator.credentials.create({ publicKey }));
}

/** @param {PublicKeyCredential} credential */
function asJson(credential) {
  const { response } = credential;
  /** @type {Record<string, unknown>} */
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    said.attestationObject = toText(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else if (response instanceof AuthenticatorAssertionResponse) {
    said.authenticatorData = toText(response.authenticatorData);
    said.signature = toText(response.signature);
    said.userHandle = toText(response.userHandle);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<Options>}
 */
async function optionsOf(form) {
  const address = form.dataset.passkeyUrl;
  if (address === undefined) {
    return JSON.parse(document.getElementById("passkey-options")?.textContent ?? "{}").publicKey;
  }
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  const answer = await fetch(address, { headers });
  if (!answer.ok) throw new Error(`The options answer ${answer.status}.`);
  return (await answer.json()).request_options.publicKey;
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const options = await optionsOf(form);
  const alone = form.querySelector("[name=passwordless]");
  const credential =
    form.dataset.passkey === "create"
      ? await create(options, alone instanceof HTMLInputElement && alone.checked)
      : await get(options);
  const field = form.elements.namedItem("credential");
  if (field instanceof HTMLInputElement) field.value = asJson(credential);
  form.submit();
}

/**
 * @param {HTMLFormElement} form
 * @param {"failed" | "missing"} what
 */
function tell(form, what) {
  const place = form.querySelector("[data-passkey-trouble]");
  if (!(place instanceof HTMLElement)) return;
  place.textContent = place.dataset[what] ?? "";
  place.hidden = false;
}

/** Whether the browser gives passkeys here: for names with https, and for localhost, not for numbers. */
const isPossible =
  window.PublicKeyCredential !== undefined &&
  window.isSecureContext &&
  !/^[\d.]+$|^\[/.test(location.hostname);

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  const button = form.querySelector("[data-passkey-start]");
  if (!(button instanceof HTMLButtonElement)) continue;
  if (isPossible) {
    form.hidden = false;
    button.addEventListener("click", () => {
      ask(form).catch(() => tell(form, "failed"));
    });
  } else {
    button.disabled = true;
    tell(form, "missing");
  }
}
