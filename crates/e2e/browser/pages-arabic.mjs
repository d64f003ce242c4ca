// The same from right to left, with what only those see who are in a team or run the platform.

import { lookAt } from "./pages.steps.mjs";

await lookAt("pages-arabic", [["ar", false], ["ar", true]], { twice: true });
