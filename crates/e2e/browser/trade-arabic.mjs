import { trade } from "./trade.steps.mjs";

await trade("trade in Arabic", {
  language: "ar",
  words: {
    seller: "فاطمة إبراهيم",
    buyer: "موسى آدم",
    business: "حبوب فاطمة",
    about: "ذرة وسورغم وفاصوليا في أكياس، منظّفة ومجفّفة.",
    title: "ذرة صفراء منظّفة، أكياس 50 كغ",
    description: "محصول هذا العام، مجفّف حتى 13 بالمئة، جاهز للاستلام في لاغوس.",
    price: "٣٨٥٠٠",
    query: "ذرة صفراء",
  },
});
