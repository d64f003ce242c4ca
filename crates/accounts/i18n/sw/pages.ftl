### Kurasa: kujisajili na kuingia, kuandaa, akaunti, biashara.

## Kujisajili

accounts-page-sign-up = Fungua akaunti
accounts-page-sign-up-text = Bure kwa wanunuzi na wauzaji. Huchukua dakika moja.
accounts-page-sign-up-do = Fungua akaunti yangu
accounts-page-sign-up-next = Kisha tunatuma msimbo wa tarakimu sita kwenye anwani hii. Ukishauandika, unachagua kama unataka kununua au kuuza.
accounts-page-have-account = Tayari una akaunti?
accounts-page-name = Jina lako
accounts-page-name-hint = Kama watu wanavyokuita. Biashara yako itapata jina lake baadaye.
accounts-page-country = Nchi
accounts-page-choose = Chagua moja
accounts-page-address = Nambari ya simu au barua pepe
accounts-page-address-hint = Unayotumia zaidi: 0712 345 678 au wewe@mfano.com
accounts-page-address-hint-plus = Nambari ya nje ya nchi huanza na + na nchi yake, mfano +254.
accounts-page-password = Nenosiri
accounts-page-password-rules = Angalau herufi 8. Si jina wala nambari yako, na si kitu ambacho wengi hutumia: maneno matatu mfululizo ni rahisi kukumbuka na magumu kukisia.

## Msimbo

accounts-page-verify = Andika msimbo
accounts-page-verify-text = Andika anwani uliyojisajili nayo, na msimbo tuliotuma huko.
accounts-page-verify-do = Thibitisha msimbo
accounts-page-verify-password = Lile ulilochagua ulipojisajili. Acha wazi ikiwa si wewe uliyejisajili, au hulijui: basi utachagua jipya.
accounts-page-code-sent = Ikiwa { $address } inaweza kutumika kwa akaunti mpya, msimbo wa tarakimu sita uko njiani kwenda huko.
accounts-page-code = Msimbo
accounts-page-code-hint = Tarakimu sita; unafaa kwa dakika kumi.
accounts-page-code-tries = { $n ->
    [0] Hilo lilikuwa jaribio la mwisho: omba msimbo mpya.
    [one] Limebaki jaribio moja.
   *[other] Yamebaki majaribio { $n }.
}
accounts-page-no-code = Hujapata msimbo?
accounts-page-no-code-text = Baadhi ya mitandao huhitaji dakika moja au mbili. Angalia kwenye folda ya barua taka (spam), na uhakikishe anwani ni sahihi. Ikiwa tayari ina akaunti, tumeandika hilo badala yake.
accounts-page-resend = Tuma msimbo mpya
accounts-page-resend-wait = { $n ->
    [one] Unaweza kuomba mpya baada ya sekunde moja.
   *[other] Unaweza kuomba mpya baada ya sekunde { $n }.
}
accounts-page-resend-early = Msimbo wa mwisho bado uko njiani: subiri dakika moja kabla ya kuomba mwingine.
accounts-page-resent = Msimbo mpya uko njiani. Ni mpya zaidi tu unaofanya kazi.
accounts-page-other-address = Tumia anwani nyingine
accounts-page-verified-sign-in = Anwani ni yako, asante. Sasa ingia kwa nenosiri lako.
accounts-page-verified = Anwani yako imethibitishwa.
accounts-page-verified-choose = Anwani yako imethibitishwa. Sasa chagua nenosiri: msimbo mwingine wa kufanya hivyo uko njiani.
accounts-page-verified-later = Anwani yako imethibitishwa. Bado haina nenosiri, na imeshapokea misimbo yake ya leo: chagua nenosiri kesho.

## Kuingia na kutoka

accounts-page-sign-in = Ingia
accounts-page-sign-in-text = Karibu tena.
accounts-page-forgot-link = Umesahau nenosiri lako?
accounts-page-new-here = Mgeni hapa?
accounts-page-new-here-text = Ukiwa na akaunti unaweza kuuza, kuhifadhi unachopenda na kupatikana.
accounts-page-signed-out = Umetoka. Karibu tena.
accounts-page-signed-out-everywhere = Umetoka kwenye vifaa vyote.

## Manenosiri

accounts-page-forgot = Weka nenosiri jipya
accounts-page-forgot-text = Tuambie nambari yako ya simu au barua pepe, nasi tutatuma huko msimbo wa kuchagua nenosiri jipya.
accounts-page-forgot-do = Nitumie msimbo
accounts-page-back-to-sign-in = Rudi kwenye kuingia
accounts-page-reset = Chagua nenosiri jipya
accounts-page-reset-sent = Ikiwa { $address } ina akaunti, msimbo wa tarakimu sita uko njiani kwenda huko.
accounts-page-new-password = Nenosiri jipya
accounts-page-reset-do = Weka nenosiri
accounts-page-reset-again = Tuma msimbo mwingine
accounts-page-reset-done = Nenosiri jipya limeanza kutumika, na umetolewa kwenye vifaa vyote. Ingia nalo sasa.

## Kuandaa

accounts-page-step-role = Ungependa kufanya nini hapa?
accounts-page-step-role-text = Unaweza kununua kwa vyovyote vile. Hili huamua tutakachokuuliza baadaye.
accounts-page-step-language-country = Unaishi wapi, na unasoma lugha gani?
accounts-page-step-language-country-text = Ili bei, mahali na ujumbe viwe sahihi.
accounts-page-step-business-basics = Biashara yako
accounts-page-step-business-basics-text = Hiki ndicho wateja huona kwanza.
accounts-page-step-category-market = Unashughulika na nini?
accounts-page-step-category-market-text = Ili watu wanaofaa wakupate.
accounts-page-step-location = Watu watakupata wapi?
accounts-page-step-location-text = Wanunuzi walio karibu nawe huona bidhaa zako kwanza.
accounts-page-step-done = Kila kitu tayari
accounts-page-step-saved = Huhifadhiwa hatua kwa hatua: unaweza kuishia hapa na kuendelea baadaye.
accounts-page-step-waits = Imehifadhiwa. Biashara yako itaonekana mara tu anwani yako itakapothibitishwa.
accounts-page-role-question = Nataka …
accounts-page-role-consumer = Kununua
accounts-page-role-consumer-text = Kupata bidhaa karibu nami
accounts-page-role-business = Kuuza
accounts-page-role-business-text = Kuonyesha biashara yangu, kutangaza ninachouza na ninachotafuta
accounts-page-role-financial = Kufadhili
accounts-page-role-financial-text = Benki au mwekezaji; tunahakiki hili kwanza
accounts-page-role-partner = Kuhudumia biashara
accounts-page-role-partner-text = Uchukuzi, sheria, mafunzo …; tunahakiki hili kwanza
accounts-page-role-waits = Uliomba kuwa hapa kama “{ $role }”. Tutaliangalia na kukuandikia; hadi hapo mengine yote yanafanya kazi.
accounts-page-language = Lugha
accounts-page-welcome = Karibu, { $name }!
accounts-page-done-seller = Biashara yako sasa ina ukurasa wake. Weka tangazo lako la kwanza: linaonekana mara moja kwa wanunuzi walio karibu nawe.
accounts-page-done-buyer = Angalia, hifadhi unachopenda na umpigie muuzaji. Kilicho karibu zaidi huja kwanza.
accounts-page-done-next = Endelea ulipokuwa
accounts-page-done-post = Weka tangazo
accounts-page-done-browse = Ona vilivyo karibu
accounts-page-see-business = Ona ukurasa wako
accounts-page-verify-first = Imehifadhiwa. Biashara yako itaonekana mara tu anwani yako itakapothibitishwa: andika msimbo tuliokutumia.

## Biashara

accounts-page-business-name = Jina la biashara
accounts-page-business-name-hint = Kama lilivyo kwenye bango. Bila nambari za simu wala viungo.
accounts-page-business-type = Ni biashara ya aina gani?
accounts-page-type-producer = Mzalishaji
accounts-page-type-producer-text = Hulima, hufuga, huvua au huchimba
accounts-page-type-manufacturer = Mtengenezaji
accounts-page-type-manufacturer-text = Hutengeneza bidhaa kwa mkono au mashine
accounts-page-type-trader = Mfanyabiashara wa jumla
accounts-page-type-trader-text = Hununua na kuuza kwa wingi
accounts-page-type-retailer = Duka
accounts-page-type-retailer-text = Huuza kwa watumiaji
accounts-page-type-service = Huduma
accounts-page-type-service-text = Hufanyia wengine kazi
accounts-page-type-logistics = Usafirishaji
accounts-page-type-logistics-text = Husafirisha na kuhifadhi bidhaa
accounts-page-type-finance = Fedha
accounts-page-type-finance-text = Hukopesha, hutoa bima, hulipa
accounts-page-type-cooperative = Ushirika
accounts-page-type-cooperative-text = Wengi wanaofanya kama mmoja
accounts-page-description = Kuhusu biashara
accounts-page-description-hint = Mnachokifanya vizuri, tangu lini, na wateja watarajie nini
accounts-page-categories = Aina
accounts-page-categories-hint = Hadi tano. Fungua kundi na uweke alama panapofaa.
accounts-page-category-all = { $name }, kwa jumla
accounts-page-market = Unafanyia kazi soko gani?
accounts-page-market-hint = Unaweza kubadilisha hili baadaye.
accounts-page-market-none = Hasa karibu nami
accounts-page-market-none-text = Hakuna soko mahususi
accounts-page-market-afcfta = Ndani ya Afrika
accounts-page-market-afcfta-text = Chini ya eneo huru la biashara la Afrika
accounts-page-market-africa-us = Kutoka Afrika kwenda Marekani
accounts-page-market-africa-us-text = Kuuza nje
accounts-page-market-us-africa = Kutoka Marekani kwenda Afrika
accounts-page-market-us-africa-text = Kuagiza kutoka nje
accounts-page-where = Mahali
accounts-page-city = Mji
accounts-page-city-hint = Mji wa karibu ambao watu wanaujua
accounts-page-street = Mtaa, soko au alama ya mahali
accounts-page-street-hint = Mfano “Soko la Kariakoo, lango la 2”. Huonyeshwa kwenye ukurasa wako.
accounts-page-locate = Tumia nilipo sasa
accounts-page-located = Mahali ulipo pamehifadhiwa. Hutumika kupima umbali.
accounts-page-locate-failed = Simu yako haikutoa mahali ilipo. Mji unatosha.
accounts-page-contact = Mawasiliano
accounts-page-phone = Simu ya wateja
accounts-page-phone-hint = Huonyeshwa kwenye ukurasa wako, ili watu wapige kwa mguso mmoja
accounts-page-email = Barua pepe ya wateja
accounts-page-website = Tovuti
accounts-page-logo = Nembo
accounts-page-logo-hint = Picha ya mraba hufaa zaidi: bango lako, kibanda chako au bidhaa yako bora.
accounts-page-hours = Saa za kazi
accounts-page-hours-hint = Acha siku wazi ikiwa umefunga. Saa ya kufunga iliyo kabla ya kufungua ina maana baada ya usiku wa manane.
accounts-page-hours-second = Muda wa pili siku hii
accounts-page-opens = { $day }: hufunguliwa saa
accounts-page-closes = { $day }: hufungwa saa
accounts-page-time-zone = Ukanda wa saa
accounts-page-time-zone-country = Wa nchi
accounts-page-business-new = Anzisha biashara
accounts-page-business-edit = Hariri ukurasa
accounts-page-business-text = Kila kitu hapa kinaonekana na wote, isipokuwa unachoacha wazi.
accounts-page-business-saved = Ukurasa wako umesasishwa.
accounts-page-conflict = Mtu mwingine amebadilisha ukurasa huu wakati huo huo
accounts-page-conflict-text = Hakuna kilichofutwa. Ulichoandika bado kipo hapa chini: hifadhi tena kubaki na chako, au weka chao kwanza.
accounts-page-conflict-theirs = Kilivyo sasa
accounts-page-conflict-yours = Ulivyoandika
accounts-page-conflict-drop = Acha changu na upakie ukurasa tena
accounts-page-empty-value = (tupu)

## Ukurasa wa biashara unaoonekana na wote

accounts-page-listings = Vinavyouzwa na vinavyotafutwa
accounts-page-listings-none = Kwa sasa hakuna kinachouzwa
accounts-page-listings-none-text = Matangazo huishi siku chache. Pigia biashara simu, au ona wengine wana nini.
accounts-page-listings-none-own = Ukurasa wako bado hauna matangazo
accounts-page-listings-none-own-text = Kurasa zenye matangazo hupatikana mara nyingi zaidi. La kwanza huchukua dakika mbili.
accounts-page-no-description = Waambie watu kwa maneno machache mnachokifanya vizuri: kurasa zenye maelezo hupigiwa simu zaidi.
accounts-page-call = Piga simu
accounts-page-mail = Andika barua pepe
accounts-page-address-label = Anwani
accounts-page-closed = Imefungwa
accounts-page-open-until = Iko wazi sasa, hadi { $time }
accounts-page-open-always = Iko wazi usiku na mchana
accounts-page-opens-today = Imefungwa sasa. Itafunguliwa leo { $time }
accounts-page-opens-tomorrow = Imefungwa sasa. Itafunguliwa kesho { $time }
accounts-page-opens-on = Imefungwa sasa. Itafunguliwa tena: { $day }, { $time }
accounts-page-share = Shiriki kwenye WhatsApp
accounts-page-share-text = { $name } kwenye PushNchat: { $url }
accounts-page-since = Kwenye PushNchat tangu { $date }
accounts-page-summary = { $type } katika { $place }. Bidhaa, saa za kazi na mawasiliano kwenye PushNchat.
accounts-page-mon = Jumatatu
accounts-page-tue = Jumanne
accounts-page-wed = Jumatano
accounts-page-thu = Alhamisi
accounts-page-fri = Ijumaa
accounts-page-sat = Jumamosi
accounts-page-sun = Jumapili

## Akaunti

accounts-page-account = Akaunti yako
accounts-page-greeting = Habari, { $name }
accounts-page-proved = Imethibitishwa
accounts-page-unproved = Bado haijathibitishwa
accounts-page-unproved-text = Thibitisha anwani yako: hapo ndipo utaweza kutangaza na kupatikana.
accounts-page-unproved-do = Andika msimbo
accounts-page-unfinished = Bado kuna maswali machache.
accounts-page-unfinished-do = Endelea kuandaa
accounts-page-my-business = Biashara yako
accounts-page-my-listings = Matangazo yangu
accounts-page-messages = Ujumbe
accounts-page-saved = Matangazo yaliyohifadhiwa
accounts-page-saved-searches = Utafutaji uliohifadhiwa
accounts-page-review = Matangazo yanayosubiri uamuzi
accounts-page-message-reports = Ujumbe ulioripotiwa
accounts-page-write = Andika ujumbe
accounts-page-no-business = Bado hakuna biashara
accounts-page-no-business-text = Anzisha moja ili utangaze na uwe na ukurasa wako mwenyewe.
accounts-page-ceo = Wewe ndiye unayeiendesha
accounts-page-manager = Wewe ni meneja
accounts-page-staff = Uko kwenye timu
accounts-page-profile = Wasifu
accounts-page-preferences = Mapendeleo
accounts-page-language-hint = Pia ya ujumbe tunaokutumia
accounts-page-currency = Sarafu
accounts-page-currency-any = Ya muuzaji
accounts-page-time-zone-any = Wa nchi yangu
accounts-page-data-saver = Okoa data
accounts-page-data-saver-hint = Picha huja ukizigusa.
accounts-page-profile-saved = Wasifu wako umehifadhiwa.
accounts-page-preferences-saved = Mapendeleo yako yamehifadhiwa.
accounts-page-stale = Akaunti yako imebadilishwa kwenye kifaa kingine wakati huo huo. Ulichoandika bado kipo: hifadhi tena ili kibaki.
accounts-page-sessions = Vifaa vilivyoingia
accounts-page-sessions-text = Kifaa usichokijua? Kitoe na uweke nenosiri jipya.
accounts-page-this-device = Kifaa hiki
accounts-page-seen = kilionekana mwisho { $ago }
accounts-page-end = Toa
accounts-page-end-session = Toa kifaa { $device }
accounts-page-session-ended = Kifaa hicho kimetolewa.
accounts-page-sign-out = Toka
accounts-page-sign-out-everywhere = Toka kila mahali
accounts-page-more = Zaidi
accounts-page-change-password = Badilisha nenosiri
accounts-page-delete-link = Futa akaunti
accounts-page-delete = Ufute akaunti yako?
accounts-page-delete-what = Nini kitatokea hapo
accounts-page-delete-sessions = Utatolewa kwenye vifaa vyote mara moja, na hakuna atakayeweza kuingia tena kwa akaunti hii.
accounts-page-delete-address = Nambari yako ya simu na barua pepe zitakuwa huru: unaweza kufungua akaunti mpya nazo.
accounts-page-delete-business = “{ $business }” itakupoteza. Ikiwa hakuna mwingine kwenye timu yake, ukurasa na matangazo yake yatapotea pia.
accounts-page-delete-final = Hutaweza kutendua hili.
accounts-page-delete-sure = Ndiyo, nataka kufuta akaunti yangu
accounts-page-delete-tick = Weka alama hapa ikiwa una uhakika.
accounts-page-delete-do = Futa akaunti yangu
accounts-page-delete-not = Ibakishe
accounts-page-deleted = Akaunti yako imefutwa. Asante kwa kuwa hapa.
accounts-page-done-sell = Anza kuuza

## Barua pepe na simu ya akaunti

accounts-page-contacts = Barua pepe na simu
accounts-page-contacts-link = Badilisha barua pepe au simu
accounts-page-contacts-text = Unaingia kwa yoyote kati yao. Mpya huanza kutumika ukishaandika msimbo tunaotuma huko; ya zamani huarifiwa.
accounts-page-contacts-email = Barua pepe
accounts-page-contacts-phone = Simu
accounts-page-contacts-add = Ongeza
accounts-page-contacts-change = Badilisha na
accounts-page-contacts-send = Tuma msimbo huko
accounts-page-contacts-remove = Ondoa
accounts-page-contacts-remove-text = Hutaweza tena kuingia nayo, wala kupata ujumbe huko.
accounts-page-contacts-remove-do = Iondoe
accounts-page-contacts-back = Rudi kwenye akaunti
accounts-page-contact-code-sent = Ikiwa { $address } inaweza kutumika kwa akaunti yako, msimbo wa tarakimu sita uko njiani kwenda huko.
accounts-page-contact-no-code = Hakuna msimbo? Baadhi ya mitandao huhitaji dakika moja au mbili. Ikiwa akaunti nyingine tayari ina anwani hii, tumeandika hilo badala yake.
accounts-page-contact-saved = Anwani mpya imethibitishwa. Ingia nayo kuanzia sasa.
accounts-page-contact-removed = Anwani imeondolewa.

## Kufuta biashara

accounts-page-business-delete = Futa biashara
accounts-page-business-delete-title = Ufute “{ $business }”?
accounts-page-business-delete-hidden = Ukurasa na matangazo yake yatapotea mara moja, kwa kila mtu.
accounts-page-business-delete-team = Hakuna kwenye timu atakayeweza kuifanyia chochote tena.
accounts-page-business-delete-restore = Unaweza kuirudisha kwa siku 30, kutoka kwenye akaunti yako. Baada ya hapo itapotea kabisa.
accounts-page-business-delete-sure = Ndiyo, nataka kufuta biashara
accounts-page-business-delete-do = Futa biashara
accounts-page-business-deleted = Biashara imefutwa. Unaweza kuirudisha kwa siku 30.
accounts-page-business-deleted-badge = Imefutwa
accounts-page-business-is-deleted = { $n ->
    [one] Biashara hii imefutwa. Inaweza kurudishwa hadi kesho.
   *[other] Biashara hii imefutwa. Inaweza kurudishwa kwa siku { $n } zaidi.
}
accounts-page-business-restore = Irudishe
accounts-page-business-restore-ceo = Anayeiendesha anaweza kuirudisha.
accounts-page-business-restored = Biashara imerudi, pamoja na ukurasa wake.
accounts-page-connect = Ungana
accounts-page-connections = Miunganisho

## Verification of a business

accounts-level-basic = Haijathibitishwa
accounts-level-basic-text = Wateja huamini biashara ambazo tumeona hati zake: jina lake hubeba alama ya tiki kila mahali.
accounts-level-verified = Imethibitishwa
accounts-level-verified-text = Tumeona hati zako, na jina lako lina tiki. Kwa hati zaidi unaweza kuwa biashara ya kuaminika.
accounts-level-trusted = Ya kuaminika
accounts-level-trusted-text = Tunaijua biashara yako vizuri. Hakuna kingine cha kutuma.
accounts-page-verification = Uthibitishaji
accounts-page-papers-send-title = Tuma hati
accounts-page-papers = Picha au mafaili ya PDF ya hati
accounts-page-papers-hint = Picha moja hadi nne, zinazosomeka ukingo hadi ukingo, au mafaili ya PDF: cheti cha usajili, hati za kodi, leseni, kitambulisho cha mwenye biashara.
accounts-page-papers-note = Kuna jambo tunalopaswa kujua?
accounts-page-papers-private = Wanaoongoza biashara yako na wafanyakazi wetu pekee ndio wanaoona mafaili haya. Huhifadhiwa kwa usimbaji na kufutwa siku 90 baada ya jibu letu.
accounts-page-papers-send = Zitume
accounts-page-papers-sent = Hati zako zimefika. Tutaziangalia na kukuandikia.
accounts-page-papers-history = Kilichotumwa na kuamuliwa
accounts-page-papers-open = Zilitumwa { $ago }. Tunaziangalia na tutakuandikia.
accounts-page-papers-approved = Iliamuliwa { $ago }. Kiwango kipya: { $level }.
accounts-page-papers-refused = Iliamuliwa { $ago }. Hati hizi hazikutosha:
accounts-page-papers-taken-back = Ilibadilishwa { $ago }. Kiwango chako sasa ni: { $level }. Sababu:
accounts-page-paper = Hati { $n }

## What admins decide about businesses and people

accounts-review-title = Biashara na nafasi zinazosubiri uamuzi
accounts-review-papers = Hati za biashara
accounts-review-papers-none = Hakuna hati zinazosubiri.
accounts-review-open = { $n ->
    [one] Biashara moja inasubiri.
   *[other] Biashara { $n } zinasubiri.
}
accounts-review-approve-verified = Ifanye iliyothibitishwa
accounts-review-approve-trusted = Ifanye ya kuaminika
accounts-review-refuse = Kataa
accounts-review-reason = Ikiwa hapana: kwa nini? Biashara itasoma hili.
accounts-review-roles = Nafasi zilizoombwa
accounts-review-roles-none = Hakuna anayesubiri nafasi.
accounts-review-role-asked = Anaomba nafasi ya “{ $role }”.
accounts-review-role-give = Mpe
accounts-review-given = Zilizothibitishwa karibuni
accounts-review-take-back = Ondoa kiwango
accounts-review-flash-approved = Imeamuliwa: biashara ina kiwango chake kipya.
accounts-review-flash-refused = Imeamuliwa: biashara inaambiwa sababu.
accounts-review-flash-taken-back = Kiwango kimeondolewa, na biashara inaambiwa sababu.
accounts-review-flash-role-given = Imeamuliwa: nafasi imetolewa.
accounts-review-flash-role-refused = Imeamuliwa: nafasi imekataliwa.
accounts-review-flash-decided = Mtu mwingine tayari ameamua hili.
