//! Stops with a helpful sentence when the browser's files have not been built, and rebuilds when they change.

use std::path::Path;

fn main() {
    let assets = "../../frontend/dist/assets.json";
    println!("cargo::rerun-if-changed={assets}");
    println!("cargo::rerun-if-changed=i18n");
    if !Path::new(assets).exists() {
        println!("cargo::error=frontend/dist is missing: run `make frontend`");
    }
}
