import { trade } from "./trade.steps.mjs";

await trade("trade without scripts", {
  script: false,
  words: {
    seller: "Adunni Balogun",
    buyer: "Musa Ibrahim",
    business: "Adunni Sorghum Yaba",
    about: "Maize, sorghum and beans in bags, cleaned and dried.",
    title: "Red sorghum, winnowed, 50 kg bags",
    description: "This year's harvest, dried to 13 percent, ready for collection in Yaba.",
    price: "38500",
    query: "sorghum",
  },
});
