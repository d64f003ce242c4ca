/** "Use my location": fills the form around the button and sends it if asked, or opens the page it names. */
import { all, busy, first } from "./dom";

const position = (): Promise<GeolocationPosition> =>
  new Promise((done, fail) => {
    navigator.geolocation.getCurrentPosition(done, fail, { timeout: 15_000, maximumAge: 300_000 });
  });

export function start(root: ParentNode): void {
  if (!navigator.geolocation || !isSecureContext) return;
  for (const button of all<HTMLButtonElement>("[data-locate]", root)) {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.disabled = true;
      busy(position())
        .then(({ coords }) => {
          // Four digits are 11 m: near enough for a shop, and nothing more leaves the phone.
          const lat = coords.latitude.toFixed(4);
          const lng = coords.longitude.toFixed(4);
          const page = button.dataset.locate;
          if (page) return location.assign(`${page}?lat=${lat}&lng=${lng}`);
          const { form } = button;
          const set = (name: string, value: string): void => {
            const field = form && first<HTMLInputElement>(`[name="${name}"]`, form);
            if (!field) return;
            field.value = value;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          };
          set(button.dataset.lat ?? "lat", lat);
          set(button.dataset.lng ?? "lng", lng);
          if (button.hasAttribute("data-send")) form?.requestSubmit();
          else say(button, button.dataset.done);
        })
        .catch(() => say(button, button.dataset.failed))
        .finally(() => {
          button.disabled = false;
        });
    });
  }
}

function say(button: HTMLElement, text = ""): void {
  const note = button.parentElement && first("[data-located]", button.parentElement);
  if (note) note.textContent = text;
}
