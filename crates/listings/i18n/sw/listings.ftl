### Maneno ya matangazo.

## Kosa katika kilichoandikwa

listings-check-type = Chagua kama unauza kitu au unatafuta kitu.
listings-check-contact = Usiweke viungo, barua pepe wala nambari za simu kwenye kichwa. Watu hukufikia kupitia ukurasa wako.
listings-check-category = Chagua aina kutoka kwenye orodha.
listings-check-price-negative = Bei haiwezi kuwa chini ya sifuri.
listings-check-price-too-large = Hiyo inazidi bei yoyote. Hakiki idadi ya sifuri.
listings-check-price-not-a-number = Andika kiasi kama nambari, mfano 1500.
listings-check-price-digits = Sarafu hii ina tarakimu chache baada ya nukta.
listings-check-currency = Chagua sarafu kutoka kwenye orodha.
listings-check-latitude = Latitudo iko kati ya -90 na 90.
listings-check-longitude = Longitudo iko kati ya -180 na 180.
listings-check-country = Chagua nchi kutoka kwenye orodha.
listings-check-market = Chagua soko kutoka kwenye orodha.
listings-check-duration = Chagua saa 24, 48, 72 au 96.
listings-check-media = Picha mojawapo haipo tena. Iongeze tena.
listings-check-media-twice = Picha moja ipo mara mbili.
listings-check-media-too-many = Tangazo linaweza kuwa na picha zisizozidi { $most }.
listings-check-id = Kitambulisho kilichotengenezwa kwenye simu lazima kiwe UUIDv7.
listings-check-range-currency = Sema bei ziko katika sarafu gani.
listings-check-range-order = Bei ya juu iko chini ya bei ya chini.
listings-check-business = Hiki si kitambulisho cha biashara.
listings-check-time = Andika muda hivi: 2026-11-21T08:00:00Z.
listings-check-sort = Hakuna mpangilio kama huo.
listings-check-sort-currency = Ili kupanga kwa bei, sema kwa sarafu gani.
listings-check-sort-position = Ili kupanga kwa umbali, sema kutoka wapi: `lat` na `lng`.
listings-check-words-sort = Maneno hutafutwa kwa mpangilio wa umuhimu: omba sort=relevance.
listings-check-radius = Chagua umbali wa hadi km 500.
listings-check-status = Hakuna hali kama hiyo.

## Kisichowezekana

listings-error-not-found = Tangazo hili halipo, au halipo tena. Matangazo huishi siku chache tu.
listings-error-renewal-link = Kiungo hiki si kamili, kwa hiyo hatujui kinahuisha tangazo lipi. Kifungue tena kutoka kwenye ujumbe, au ingia uhuishe tangazo kati ya matangazo yako.
listings-error-id-taken = Kitambulisho hiki ni cha tangazo lingine.
listings-error-already-published = Tangazo hili limeshachapishwa.
listings-error-not-editable = { $status ->
    [WITHDRAWN] Tangazo hili liliondolewa. Lirudishe kwanza.
    [EXPIRED] Tangazo hili limeisha muda. Lihuishe badala yake.
   *[other] Tangazo hili haliwezi kubadilishwa kwa sasa.
}
listings-error-not-live = { $status ->
    [EXPIRED] Tangazo hili limeisha muda. Lihuishe kwanza.
    [DRAFT] Hii ni rasimu. Ichapishe kwanza.
    [WITHDRAWN] Tangazo hili liliondolewa. Lirudishe kwanza.
   *[other] Hili hufanya kazi tangazo likiwa hewani tu.
}
listings-error-not-renewable = { $status ->
    [ACTIVE] Tangazo hili liko hewani. Ili kulipa muda zaidi, liongezee muda.
   *[other] Ni tangazo lililoisha muda tu linaloweza kuhuishwa.
}
listings-error-not-withdrawn = Tangazo hili halikuondolewa, kwa hiyo hakuna cha kurudisha.
listings-error-restore-too-late = Hili liliondolewa zaidi ya siku 30 zilizopita na haliwezi kurudishwa.
listings-error-already-featured = Tangazo hili tayari ni maalum.

## Mpango wako unaruhusu nini

listings-quota-media = Mpango wako unaruhusu picha { $limit } kwa kila tangazo.
listings-quota-extensions = { $limit ->
    [one] Mpango wako unaruhusu kuongeza muda mara moja kwa kila tangazo, na umeshatumika. Unaweza kulihuisha tangazo litakapoisha muda.
   *[other] Mpango wako unaruhusu kuongeza muda mara { $limit } kwa kila tangazo, na zote zimetumika. Unaweza kulihuisha tangazo litakapoisha muda.
}
listings-quota-active = Matangazo { $used } kati ya { $limit } yako hewani. Nafasi inayofuata itapatikana { $resets }, au ukiondoa tangazo moja.
listings-quota-featured = Nafasi maalum { $used } kati ya { $limit } za mwezi huu zimetumika. Zinazofuata zitakuja { $resets }.
listings-quota-featured-plan = Mpango wako hauna nafasi maalum. Zinapatikana kwa mpango { $plan }.
listings-quota-active-full = Matangazo { $used } kati ya { $limit } yako hewani. Nafasi itapatikana ukiondoa tangazo moja.

listings-error-not-in-review = { $status ->
    [ACTIVE] Tangazo hili liko hewani, na hakuna anayelilalamikia.
   *[other] Hakuna cha kuamua kuhusu tangazo hili.
}
listings-error-own-listing = Hili ni tangazo lako mwenyewe. Unaweza kulibadilisha au kuliondoa.
listings-check-reason = Chagua kwenye orodha kasoro iliyopo.
listings-check-days = Chagua kati ya siku 1 na 90.
