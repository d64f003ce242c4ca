### Maneno ya kurasa za matangazo.

## Mwanzo, aina, karibu

listings-page-home-title = Nunua na uuze karibu nawe
listings-page-home = Mwanzo
listings-page-hero-title = Uza ulicho nacho. Pata unachohitaji.
listings-page-hero-text = Vinavyouzwa na vinavyotafutwa na biashara zinazokuzunguka, kuanzia soko la jirani hadi nchi jirani.
listings-page-hero-start = Anza kuuza
listings-page-hero-look = Ona vilivyo karibu
listings-page-more-title = Matangazo zaidi
listings-page-to-first = Rudi kwenye mapya zaidi
listings-page-newest = Matangazo mapya zaidi
listings-page-nearest = Matangazo ya karibu zaidi
listings-page-kinds = Vinavyouzwa au vinavyotafutwa
listings-page-kind-all = Vyote
listings-page-kind-offers = Vinavyouzwa
listings-page-kind-requests = Vinavyotafutwa
listings-page-categories = Aina
listings-page-categories-all = Aina zote
listings-page-near-place = Karibu na { $place }
listings-page-near-you = Vilivyo karibu nawe
listings-page-near-hint = Ona kwanza vilivyo karibu zaidi
listings-page-home-empty-title = Bado hakuna kitu hapa
listings-page-home-empty-text = Hakuna aliyetangaza kitu kama hiki siku za karibuni. Kuwa wa kwanza: watu wataona mara moja.
listings-page-post = Weka tangazo
listings-page-see-all = Ona matangazo yote
listings-page-path = Mahali ulipo
listings-page-narrower = Aina mahususi zaidi
listings-page-category-whole = Zote
listings-page-category-description = { $name }: vinavyouzwa na vinavyotafutwa na biashara za Afrika, kila kimoja kwa siku chache.
listings-page-category-empty-title = Kwa sasa hakuna kitu katika “{ $name }”
listings-page-category-empty-text = Matangazo huishi siku chache tu. Tangaza ulicho nacho au unachotafuta.
listings-page-nearby-title = Karibu nawe
listings-page-filter = Chuja
listings-page-nearby-heading = Karibu na { $place }
listings-page-nearby-guessed = Tumekisia mahali hapa kutokana na nchi yako. Chagua pako ili uone vilivyo karibu kweli.
listings-page-nearby-ask = Chagua mji, au tumia mahali ulipo. Kisha utaona kwanza vilivyo karibu zaidi.
listings-page-nearby-empty-title = Bado hakuna kilicho karibu hivi
listings-page-nearby-empty-text = Tafuta mbali kidogo, au tangaza ulicho nacho: wanaokuzunguka wataona mara moja.
listings-page-nearby-wider = Tafuta ndani ya { $distance }

## Tangazo moja

listings-page-description = Maelezo
listings-page-facts = Kwa ufupi
listings-page-place = Mahali
listings-page-category = Aina
listings-page-posted = Lilitangazwa
listings-page-distance = { $distance } kutoka { $place }
listings-page-seller-line = Ona biashara na vyote inavyouza
listings-page-ask = Muulize muuzaji
listings-page-share = Shiriki
listings-page-share-whatsapp = Tuma kwa WhatsApp
listings-page-share-address = Au nakili anwani
listings-page-more-of-business = Zaidi kutoka { $name }
listings-page-own-live = Tangazo lako, kama kila mtu anavyoliona.
listings-page-own-hidden = Tangazo lako. Timu yako tu ndiyo inayoliona.
listings-page-ended-title = Tangazo hili limeisha
listings-page-ended-text = Matangazo huishi siku chache tu. Hili limeisha au limeondolewa na mwenyewe.
listings-page-ended-category = Ona { $name }
listings-page-similar = Yanayofanana, na bado yapo

## Fomu

listings-page-new-heading = Weka tangazo
listings-page-new-text = Huchukua kama dakika mbili. Unachoandika huhifadhiwa kwenye simu yako hadi kitumwe.
listings-page-edit-heading = Hariri tangazo
listings-page-part-what = Ni nini?
listings-page-part-describe = Kieleze
listings-page-part-price = Kinagharimu kiasi gani?
listings-page-part-place = Wapi, na kwa muda gani?
listings-page-kind = Unataka kufanya nini?
listings-page-kind-offer = Kuuza kitu
listings-page-kind-offer-hint = Ninacho
listings-page-kind-request = Kutafuta kitu
listings-page-kind-request-hint = Nakihitaji
listings-page-title = Kichwa
listings-page-title-hint = Ni nini, kiasi gani, katika hali gani. Bila viungo wala nambari za simu.
listings-page-category-hint = Mahali watu watakapokitafuta
listings-page-category-other = Nyingine: { $name }
listings-page-choose = Chagua moja
listings-page-description-hint = Ubora, kiasi, na mahali kinapoweza kuonekana. Angalau herufi 20.
listings-page-photos = Picha
listings-page-photos-hint = Hadi { $n } kwa mpango wako. Picha safi ya mchana huuza vizuri zaidi.
listings-page-photos-count = { $n ->
    [0] hakuna picha
    [one] picha { $n }
   *[other] picha { $n }
}
listings-page-price = Bei
listings-page-price-hint = Acha wazi kwa “bei kwa maelewano”.
listings-page-currency = Sarafu
listings-page-town = Mji
listings-page-place-none = Hakuna mahali palipotajwa
listings-page-place-of-business = Ilipo biashara yangu
listings-page-place-of-business-in = Ilipo biashara yangu: { $place }
listings-page-check-place = Chagua mji kutoka kwenye orodha.
listings-page-address = Soko, mtaa au alama ya mahali (si lazima)
listings-page-address-hint = Mfano “Soko la Kariakoo, mstari wa 4”
listings-page-market = Ni kwa ajili ya nani? (si lazima)
listings-page-market-meant = Limekusudiwa
listings-page-market-any = Kila mtu
listings-page-market-afcfta = Biashara ndani ya Afrika (AfCFTA)
listings-page-market-africa-us = Kutoka Afrika kwenda Marekani
listings-page-market-us-africa = Kutoka Marekani kwenda Afrika
listings-page-duration = Lionyeshwe kwa muda gani?
listings-page-duration-hint = Unaweza kuliongezea muda au kulihuisha baadaye.
listings-page-days = { $n ->
    [one] siku { $n }
   *[other] siku { $n }
}
listings-page-publish = Chapisha
listings-page-save-draft = Hifadhi kama rasimu
listings-page-edit = Hariri
listings-page-conflict-title = Mtu mwingine amebadilisha tangazo hili
listings-page-conflict-text = Hakuna kilichopotea. Hapa chini ni fomu yenye ulichoandika. Ihifadhi tena kubaki na chako, au tumia chao.
listings-page-conflict-theirs = Sasa:
listings-page-conflict-yours = Chako:
listings-page-conflict-take = Tumia chao
listings-page-mistake = { $field }: { $text }
listings-page-verify-title = Kwanza thibitisha anwani yako
listings-page-verify-text = Tumekutumia msimbo wa tarakimu sita. Uandike, na unaweza kutangaza mara moja.
listings-page-verify-action = Andika msimbo

## Matangazo yangu, yaliyohifadhiwa

listings-page-mine-title = Matangazo yangu
listings-page-states = Kwa hali
listings-page-state-all = Yote
listings-page-state-active = Hewani
listings-page-state-draft = Rasimu
listings-page-state-pending = Yanakaguliwa
listings-page-state-rejected = Limekataliwa
listings-page-state-expired = Limeisha muda
listings-page-state-withdrawn = Limeondolewa
listings-page-note-expired = Muda wake umeisha. Lihuishe, na litarudi hewani mara moja.
listings-page-note-pending = Tunaangalia matangazo ya kwanza ya biashara mpya. Kwa kawaida huchukua chini ya siku moja.
listings-page-rejected-because = Limekataliwa: { $reason }
listings-page-restorable = Linaweza kurudishwa: { $left }
listings-page-withdrawn = “{ $title }” halionyeshwi tena.
listings-page-undo = Tendua
listings-page-more-actions = Zaidi
listings-page-restore = Rudisha
listings-page-renew = Huisha
listings-page-extend = Ongeza muda
listings-page-feature = Fanya maalum
listings-page-feature-plan = Nafasi maalum zinapatikana kwa mpango { $plan }.
listings-page-withdraw = Ondoa
listings-page-mine-empty-title = Hakuna matangazo hapa
listings-page-mine-empty-text = Unachotangaza hukaa hapa na muda uliobaki, na kinaweza kuongezewa muda, kuhuishwa au kuondolewa.
listings-page-no-business-title = Bado huna biashara hapa
listings-page-no-business-text = Matangazo ni ya biashara. Kuianzisha huchukua dakika chache na ni bure.
listings-page-no-business-action = Anzisha biashara yangu
listings-page-saved-title = Yaliyohifadhiwa
listings-page-saved-text = Utayakuta hapa mradi yako hewani.
listings-page-saved-empty-title = Bado hujahifadhi kitu
listings-page-saved-empty-text = Gusa alama kwenye tangazo, na utalikuta tena hapa.

## Husemwa mara moja

listings-flash-published = Tangazo lako liko hewani.
listings-flash-in-review = Tangazo lako limetumwa. Tunaliangalia kabla ya kwenda hewani.
listings-flash-draft-saved = Rasimu yako imehifadhiwa.
listings-flash-changed = Mabadiliko yako yamehifadhiwa.
listings-flash-unfinished = Rasimu hii bado haijakamilika. Jaza vinavyokosekana na uichapishe.
listings-flash-extended = Tangazo lako sasa lina muda zaidi.
listings-flash-renewed = Tangazo lako limerudi hewani.
listings-flash-featured = Tangazo lako sasa ni maalum.
listings-flash-restored = Tangazo lako limerudi.
listings-flash-restore-first = Rudisha tangazo kabla ya kulihariri.
listings-flash-business-first = Anzisha biashara yako kwanza, kisha unaweza kutangaza.

## Kiungo cha kikumbusho

listings-page-renewal-title = Huisha tangazo lako
listings-page-renewal-text = Muda wake unakaribia kuisha. Lihuishe, na watu wataliona kwa { $length } zaidi kuanzia sasa, juu ya orodha.
listings-page-renewal-button = Lihuishe sasa
listings-page-renewal-hint = Mguso mmoja unatosha; huhitaji kuingia.
listings-page-renewal-done = Limehuishwa. Watu wataliona hadi { $until }.
listings-page-renewal-review = Limehuishwa. Tutaliangalia kabla watu hawajaliona tena; muda wake utaanza hapo.
listings-page-renewal-see = Ona tangazo
listings-page-renewal-no = Tangazo hili haliwezi kuhuishwa tena: liliondolewa au kubadilishwa, kiungo kimeshatumika, au liliisha zaidi ya wiki moja iliyopita. Ingia uone lilivyo.
listings-page-renewal-full = Mpango wako hauna nafasi kwa tangazo hili: mengine yanayobaki hewani kwa muda mrefu zaidi yamejaza nafasi zote. Ingia uondoe moja kati ya hayo, au uchague mpango mkubwa zaidi. Kisha rudi uhuishe hili.
listings-page-renewal-sign-in = Ingia uone matangazo yangu

## Foleni ya maamuzi, na kuripoti tangazo

listings-review-title = Ya kuamuliwa
listings-review-open = { $n ->
    [one] Tangazo moja linasubiri uamuzi.
   *[other] Matangazo { $n } yanasubiri uamuzi, la zamani zaidi kwanza.
}
listings-review-empty-title = Hakuna cha kuamua
listings-review-empty-text = Matangazo mapya yanayohitaji kuangaliwa, na yale ambayo watu huyalalamikia, hukaa hapa.
listings-review-approve = Lipeleke hewani
listings-review-keep = Libakishe hewani
listings-review-reason = Ikiwa hapana: kwa nini? Mwenye tangazo husoma hili.
listings-review-pictures = Picha zake ndizo zenye kosa: zizuiwe na kwingine
listings-review-reject = Likatae
listings-review-finding-new-business = Biashara mpya
listings-review-finding-resubmitted = Lilikataliwa awali
listings-review-finding-forbidden = Lina bidhaa zilizokatazwa
listings-review-finding-duplicate = Lingine linasema vilevile
listings-review-finding-price = Bei isiyo ya kawaida
listings-review-finding-picture = Picha ya tangazo lililokataliwa
listings-report-title = Ripoti tangazo hili
listings-report-text = Tuambie kasoro ni nini. Tutaliangalia; biashara haitajua aliyetuambia.
listings-report-reason = Kasoro ni nini?
listings-report-reason-scam = Linaonekana kuwa ulaghai
listings-report-reason-forbidden = Hairuhusiwi kuuzwa
listings-report-reason-wrong = Si kama ilivyoelezwa, au haipo tena
listings-report-reason-copy = Limenakiliwa au lipo mara nyingi
listings-report-reason-offensive = Linaudhi
listings-report-reason-other = Kitu kingine
listings-report-note = Kwa maneno yako mwenyewe
listings-report-note-hint = Si lazima, isipokuwa umechagua “kitu kingine”.
listings-report-send = Tuma
listings-page-report = Ripoti tangazo hili
listings-flash-approved = Imeamuliwa: liko hewani.
listings-flash-rejected = Imeamuliwa: limekataliwa, na mwenye tangazo anasoma sababu.
listings-flash-changed-since = Tangazo limebadilishwa tangu ulipolisoma. Yanayosubiri yapo hapa jinsi yalivyo sasa.
listings-flash-reported = Asante. Tunaangalia tangazo hili.

## Takwimu, yanayoendana, mawasiliano

listings-statistics-title = Takwimu za tangazo
listings-statistics-link = Takwimu za tangazo
listings-statistics-text = Siku 14 zilizopita. Kila mtu huhesabiwa mara moja kwa siku; wewe na timu yako hamhesabiwi.
listings-statistics-shown = Lilionyeshwa kwenye orodha
listings-statistics-views = Lilifunguliwa
listings-statistics-contacts = Walipiga simu au kuandika
listings-statistics-saves = Lilihifadhiwa
listings-statistics-day = Siku
listings-statistics-table = Yaleyale kama jedwali
listings-statistics-date = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mac
    [4] Apr
    [5] Mei
    [6] Jun
    [7] Jul
    [8] Ago
    [9] Sep
    [10] Okt
    [11] Nov
   *[12] Des
}
listings-statistics-share = Hiyo ni asilimia { $share } ya yote yaliyoonyeshwa kwenye orodha tangu lilipowekwa.
listings-statistics-slot = Katika nafasi yake maalum lilionyeshwa mara { $n }: asilimia { $share } ya nafasi zote maalum wakati huo. { $slots ->
    [one] Kwa sasa ndilo pekee.
   *[other] Mgawo sawa kati ya { $slots } yaliyopo sasa ungekuwa asilimia { $even }.
}
listings-page-matches = Yanayoendana nalo
listings-page-propose = Pendekeza aina
listings-page-proposed = Tunadhani ni la hapa:
listings-page-proposed-none = Hatuna pendekezo kwa maneno haya. Chagua moja kutoka kwenye orodha.
listings-page-call = Piga simu
listings-page-whatsapp = WhatsApp
listings-page-whatsapp-text = Habari, nimeona “{ $title }” kwenye PushNchat: { $url }
