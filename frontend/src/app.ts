/** The thin layer over the server's pages. Every page works without it. */
import { keep } from "./keep";
import { locate } from "./locate";
import { network, tapToLoad } from "./network";
import { pages } from "./pages";
import { photos } from "./photos";
import { suggest } from "./suggest";

/** Brings a page, or a part that was swapped in, to life. Photos come before `keep`, which puts kept ones back. */
function start(root: ParentNode): void {
  photos(root);
  keep(root);
  locate(root);
  suggest(root);
}

document.documentElement.classList.add("js");
start(document);
pages(start);
tapToLoad();
network();
