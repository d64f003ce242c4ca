use kernel::{Language, Role};
use search::Added;
use serde_json::json;

use crate::world::{Post, USUAL, World};

fn phrases(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[tokio::test]
async fn words_that_come_to_mean_the_same_are_found_at_once_and_no_longer_when_taken_out() {
    let world = World::titled(&["Teff flour", "Enset paste"]).await;
    assert!(world.found("tafi").await.is_empty());
    let add = async |words: &[&str], meaning, language| {
        world.index.add_synonyms(&phrases(words), meaning, language).await.expect("asked")
    };
    let Added::Under(meaning) = add(&[" Teff ", "tafi"], None, None).await else {
        panic!("two are a meaning")
    };
    assert_eq!(world.found("tafi").await, ["Teff flour"], "although nothing was found just before");
    // Another one joins; the same again changes nothing but the language.
    assert_eq!(add(&["tafi", "ጤፍ"], None, None).await, Added::Under(meaning));
    assert_eq!(add(&["teff", "taf noir"], None, Some(Language::Fr)).await, Added::Under(meaning));
    assert_eq!(add(&["teff", "taf noir"], None, None).await, Added::Under(meaning));
    assert_eq!(world.found("taf noir").await, ["Teff flour"]);
    let list = world.index.list_synonyms(Some(Language::Fr)).await.expect("listed");
    let told: Vec<(&str, Option<&str>)> =
        list.iter().map(|one| (one.phrase.as_str(), one.language.as_deref())).collect();
    assert_eq!(told, [("taf noir", Some("fr")), ("tafi", None), ("teff", Some("fr")), ("ጤፍ", None)]);
    assert!(list.iter().all(|one| one.meaning == meaning));
    assert!(world.index.list_synonyms(None).await.expect("listed").len() > 800);

    for word in ["taf noir", "tafi", "ጤፍ"] {
        world.index.remove_synonym(word, None).await.expect("removed");
    }
    assert!(world.found("tafi").await.is_empty() && world.found("taf noir").await.is_empty());
    assert_eq!(world.found("teff").await, ["Teff flour"]);
    let list = world.index.list_synonyms(None).await.expect("listed");
    assert!(list.iter().all(|one| one.meaning != meaning), "a word alone means the same as nothing");
    assert!(world.index.remove_synonym("tafi", None).await.expect("nothing to do").is_empty());
}

#[tokio::test]
async fn what_cannot_be_added_is_told() {
    let world = World::new().await;
    let add = async |words: &[&str], meaning| {
        world.index.add_synonyms(&phrases(words), meaning, None).await.expect("asked")
    };
    assert_eq!(add(&["teff", "!!!"], None).await, Added::NoPhrase("!!!".to_owned()));
    let long = "one two three four five six";
    assert_eq!(add(&["teff", long], None).await, Added::NoPhrase(long.to_owned()));
    assert_eq!(add(&["teff"], None).await, Added::Alone);
    let Added::Which(both) = add(&["maize", "rice", "teff"], None).await else { panic!("two meanings") };
    assert_eq!(both.len(), 2);
    assert_eq!(add(&["teff"], Some(999_999)).await, Added::Which(Vec::new()));
    assert_eq!(add(&["maize", "rice meal"], Some(both[0])).await, Added::Under(both[0]));
    let (one, other) =
        tokio::join!(add(&["enset", "false banana"], None), add(&["moringa", "drumstick tree"], None));
    assert_ne!(one, other, "two at once are two meanings");
}

#[tokio::test]
async fn kept_searches_hear_of_what_they_mean_by_now() {
    let world = World::new().await;
    let user = world.app.user(Role::Consumer);
    user.post("/api/v1/search/saved", json!({"query": "q=tafi"})).await.expect(201);
    world.index.add_synonyms(&phrases(&["teff", "tafi"]), None, None).await.expect("added");
    world.post(&Post { title: "Teff flour", ..USUAL }).await;
    world.app.drain().await;
    world.app.advance(chrono::TimeDelta::hours(2));
    world.app.drain().await;
    let events = world.app.events().await;
    assert!(events.iter().any(|kind| kind == "search.matched"), "{events:?}");
}
