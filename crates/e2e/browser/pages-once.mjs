// Every page in the languages that differ from English in their texts alone: each in one theme, looked at once.

import { lookAt } from "./pages.steps.mjs";

await lookAt("pages-once", [["pt", false], ["sw", true]], { twice: false });
