### Kutafuta na kugundua.

search-title = Tafuta
search-title-for = Matokeo ya “{ $q }”
search-explore = Gundua
search-categories = Aina
search-newest = Vipya leo
search-quiet-title = Kimya hapa
search-quiet-text = Bado hakuna aliyetangaza. Lako litakuwa la kwanza kuonekana.

search-filters = Onyesha
search-kind-all = Vyote
search-kind-offers = Vinavyouzwa
search-kind-requests = Vinavyotafutwa
search-only-verified = Wauzaji waliothibitishwa
search-only-photo = Vyenye picha
search-category = Aina
search-country = Nchi
search-city = Mji
search-only-featured = Yaliyo maalum tu
search-age = Limewekwa
search-age-24 = Saa 24 zilizopita
search-age-48 = Siku 2 zilizopita
search-age-72 = Siku 3 zilizopita
search-market = Limekusudiwa
search-market-afcfta = Biashara ndani ya Afrika (AfCFTA)
search-market-africa-us = Kutoka Afrika kwenda Marekani
search-market-us-africa = Kutoka Marekani kwenda Afrika
search-radius = Ndani ya
search-any = Yoyote
search-price-min = Bei kuanzia
search-price-max = Bei hadi
search-currency = Sarafu
search-apply = Onyesha matokeo
search-clear = Bila vichujio

search-found = { $n ->
    [one] Tokeo moja
   *[other] Matokeo { $n }
}
search-found-many = Zaidi ya matokeo { $n }
search-corrected = Hakuna chenye maneno kama ulivyoandika. Haya ni matokeo ya “{ $q }”.
search-along = Ni vichache sana vyenye neno kama ulivyoandika. Baada ya hivyo ni matokeo ya “{ $q }”.
search-businesses = Biashara
search-businesses-all = Biashara zote
search-businesses-found = { $n ->
    [one] Biashara moja
   *[other] Biashara { $n }
}
search-businesses-none = Hakuna biashara yenye jina au kazi hii. Jaribu maneno machache.
search-none-title = Hakuna kilichopatikana
search-none-text = Jaribu maneno mengine au machache. Au sema unachohitaji: wauzaji huona mahitaji kwanza.
search-none-yet = Hakuna kinacholingana kati ya vya kwanza. Bonyeza “Onyesha zaidi” ili kuendelea kutafuta.
search-none-post = Tangaza unachohitaji
search-broader = Tafuta kwa neno moja tu

search-error-type = Tafuta `listings`, `businesses` au `all`.
search-error-category = Hakuna aina kama hiyo.
search-error-country = Tumia msimbo wa nchi wa herufi mbili, kama KE.
search-error-kind = Chagua OFFER au REQUEST.
search-error-switch = Sema true au false.
search-error-price = Andika bei kama nambari, mfano 1500.
search-error-price-order = Bei ya juu iko chini ya bei ya chini.
search-error-price-currency = Bei inahitaji sarafu yake.
search-error-currency = Hakuna sarafu kama hiyo.
search-error-coordinate = Latitudo ni -90 hadi 90, longitudo ni -180 hadi 180; zote mbili zinahitajika.
search-error-market = Chagua moja ya masoko.
search-error-age = Chagua saa 24, 48 au 72.
search-error-radius = Chagua umbali wa km 1 hadi 500.
search-error-radius-place = Umbali unahitaji mahali pa kuanzia.
search-listings = Matangazo

search-what = Matangazo au biashara
search-filter = Vichujio
search-without = Bila
search-filter-title = Vichujio na mpangilio
search-sort = Mpangilio
search-sort-best = Bora kwanza
search-sort-newest = Vipya kwanza
search-sort-nearest = Vya karibu kwanza
search-sort-cheapest = Bei ya chini kwanza
search-sort-dearest = Bei ya juu kwanza
search-kind = Vinavyouzwa au vinavyotafutwa
search-place-first = Chagua mahali ili utafute karibu napo
search-within = Ndani ya { $distance }
search-price-over = Kuanzia { $price }
search-price-under = Hadi { $price }
search-most = Hakuna chenye maneno haya yote. Hivi vina yote isipokuwa moja.
search-trending = Wengi wanaangalia
search-save = Hifadhi utafutaji
search-saved-title = Utafutaji uliohifadhiwa
search-saved-text = Utaarifiwa tangazo jipya likilingana, si zaidi ya mara moja kwa saa kwa kila utafutaji.
search-saved-none-title = Hakuna utafutaji uliohifadhiwa
search-saved-none-text = Tafuta unachohitaji na ubonyeze “Hifadhi utafutaji”. Utaarifiwa mtu akikitangaza.
search-saved-done = Utafutaji umehifadhiwa. Utaarifiwa kipya kikilingana.
search-saved-gone = Utafutaji haujahifadhiwa tena.
search-saved-forget = Ondoa
search-saved-forget-one = Ondoa utafutaji uliohifadhiwa “{ $name }”
search-alerts-on = Arifa zimewashwa
search-alerts-off = Arifa zimezimwa
search-alerts-stop = Arifa zimewashwa kwa “{ $name }”: zizime
search-alerts-start = Arifa zimezimwa kwa “{ $name }”: ziwashe
search-error-sort = Chagua best, newest, nearest au, kwa matangazo, cheapest au dearest.
search-error-sort-place = “Vya karibu” inahitaji mahali pa kuanzia.
search-error-sort-all = Matangazo na biashara kwenye orodha moja hupangwa kwa “best” tu.
search-error-save-kind = Utafutaji wa matangazo tu unaweza kuhifadhiwa.
search-error-save-empty = Andika maneno au weka kichujio kabla ya kuhifadhi utafutaji.
search-error-save-query = Utafutaji huu hauwezekani.
search-error-saved-too-many = Una utafutaji { $limit } uliohifadhiwa. Ondoa mmoja ili uhifadhi mwingine.
