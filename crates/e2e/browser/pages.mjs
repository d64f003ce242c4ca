// Every page is sound in light and dark, from left to right and from right to left.

import { lookAt } from "./pages.steps.mjs";

await lookAt("pages", [["en", false], ["en", true], ["fr", false], ["ar", false], ["ar", true]], { twice: true });
