import { trade } from "./trade.steps.mjs";

await trade("trade", {
  words: {
    seller: "Adunni Balogun",
    buyer: "Musa Ibrahim",
    business: "Adunni Grains Ikeja",
    about: "Maize, sorghum and beans in bags, cleaned and dried.",
    title: "Yellow maize, cleaned, 50 kg bags",
    description: "This year's harvest, dried to 13 percent, ready for collection in Ikeja.",
    price: "38,500",
    query: "yellow maize",
  },
});
