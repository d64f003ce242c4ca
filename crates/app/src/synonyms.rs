//! `admin synonyms`: looking after the words that mean the same to a search.

use anyhow::bail;
use clap::Subcommand;
use kernel::Language;
use search::{Added, Search};

/// What can be done with the list.
#[derive(Debug, Subcommand)]
pub enum Synonyms {
    /// Print the list: a meaning on each line, its number and its phrases, with their languages where somebody has said so.
    List {
        /// Only meanings that have a phrase in this language.
        #[arg(long)]
        language: Option<Language>,
    },
    /// Say that phrases mean the same, and the same as whatever one of them means already. Searches follow at once.
    Add {
        /// Of one to four words each; quote those with a space.
        #[arg(required = true)]
        phrases: Vec<String>,
        /// The number of the meaning that they join.
        #[arg(long)]
        meaning: Option<i32>,
        /// Which language they are of, for whoever reads the list; they are found from all languages.
        #[arg(long)]
        language: Option<Language>,
    },
    /// Take a phrase out of all its meanings.
    Remove {
        /// The phrase.
        phrase: String,
        /// Only out of the meaning with this number.
        #[arg(long)]
        meaning: Option<i32>,
    },
}

impl Synonyms {
    /// Does what was asked.
    ///
    /// # Errors
    /// With a sentence for the person at the terminal.
    pub async fn run(self, search: &Search) -> anyhow::Result<()> {
        match self {
            Self::List { language } => {
                let list = search.list_synonyms(language).await?;
                for one in list.chunk_by(|one, next| one.meaning == next.meaning) {
                    let phrases = one.iter().map(|one| match &one.language {
                        Some(language) => format!("{} ({language})", one.phrase),
                        None => one.phrase.clone(),
                    });
                    let number = one.first().map_or(0, |one| one.meaning);
                    println!("{number}\t{}", phrases.collect::<Vec<_>>().join(", "));
                }
                Ok(())
            }
            Self::Add { phrases, meaning, language } => {
                match search.add_synonyms(&phrases, meaning, language).await? {
                    Added::Under(meaning) => {
                        println!("these phrases stand under meaning {meaning}");
                        Ok(())
                    }
                    Added::NoPhrase(phrase) => bail!("“{phrase}” is no phrase of one to four words"),
                    Added::Alone => {
                        bail!("nothing is known that means the same; name two phrases or --meaning")
                    }
                    Added::Which(none) if none.is_empty() => bail!("there is no such meaning"),
                    Added::Which(several) => {
                        let numbers: Vec<String> = several.iter().map(ToString::to_string).collect();
                        bail!("they mean several things: say --meaning with one of {}", numbers.join(", "))
                    }
                }
            }
            Self::Remove { phrase, meaning } => {
                let gone = search.remove_synonym(&phrase, meaning).await?;
                if gone.is_empty() {
                    bail!("“{phrase}” does not stand in the list");
                }
                for (meaning, phrase) in gone {
                    println!("{meaning}\t{phrase} is gone");
                }
                Ok(())
            }
        }
    }
}
