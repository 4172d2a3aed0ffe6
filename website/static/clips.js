// Clips play by themselves, so each gets a button that stops it; where the system asks for less motion they begin stopped.
"use strict";

for (const clip of document.querySelectorAll("article img[src$='.gif']")) {
  const button = document.createElement("button");
  const still = document.createElement("canvas");
  button.type = "button";
  button.className = "clip-switch";
  still.setAttribute("role", "img");
  still.setAttribute("aria-label", clip.alt);
  still.hidden = true;
  clip.after(still, button);

  const show = (stopped) => {
    if (stopped) {
      const shown = clip.getBoundingClientRect().width;
      still.width = clip.naturalWidth;
      still.height = clip.naturalHeight;
      still.style.width = shown ? `${shown}px` : "100%";
      still.getContext("2d").drawImage(clip, 0, 0);
    }
    still.hidden = !stopped;
    clip.hidden = stopped;
    button.textContent = stopped ? "Play the clip" : "Stop the clip";
  };

  button.addEventListener("click", () => show(!clip.hidden));
  show(false);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    clip.loading = "eager";
    clip.decode().then(() => show(true), () => {});
  }
}
