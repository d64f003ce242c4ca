// Every page is sound in light and dark, from left to right.

import { lookAt } from "./pages.steps.mjs";

await lookAt("pages", [["en", false], ["en", true], ["fr", false]], { twice: true });
