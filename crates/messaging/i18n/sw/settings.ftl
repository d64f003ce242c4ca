### Jinsi kikasha cha biashara kinavyofanya kazi, na wateja walijibiwa kwa haraka gani.

messaging-error-taken = Mtu mwingine anamjibu mteja huyu sasa. Angalia ni nani, kisha ujaribu tena.
messaging-check-times = Andika kila saa hivi: 08:00, ya kufungua na ya kufunga.
messaging-check-never-open = Weka saa za angalau siku moja, au useme kwamba mko wazi daima.
messaging-check-date = Chagua kila sikukuu kama tarehe.
messaging-check-topics = Mada 12 tu ndizo zinazoweza kuhifadhiwa.
messaging-check-skills = Chagua kutoka kwenye mada za kikasha chenu.

messaging-page-desk-settings = Mipangilio
messaging-page-desk-rules = Saa na kanuni
messaging-page-desk-team = Timu
messaging-page-desk-canned = Majibu tayari
messaging-page-desk-times = Muda
messaging-page-desk-saved = Imehifadhiwa.
messaging-page-desk-stale = Mtu mwingine amebadilisha hii wakati huo. Uliyoandika bado yapo hapa: hifadhi tena ili yachukue nafasi.

## Saa na kanuni

messaging-page-desk-hours = Mnajibu lini
messaging-page-desk-hours-hint = Mkiwa mmefunga, hakuna anayepewa mteja na kusubiri hakuhesabiwi. Acha siku wazi ikiwa mmefunga.
messaging-page-desk-always = Usiku na mchana
messaging-page-desk-second = Muda wa pili siku hii
messaging-page-desk-opens = { $day }: hufunguliwa saa
messaging-page-desk-closes = { $day }: hufungwa saa
messaging-page-desk-time-zone = Ukanda wa saa
messaging-page-desk-holidays = Sikukuu
messaging-page-desk-holidays-hint = Siku ambazo mmefunga. Futa tarehe ili kuiondoa.
messaging-page-desk-holiday = Sikukuu { $n }
messaging-page-desk-mon = Jumatatu
messaging-page-desk-tue = Jumanne
messaging-page-desk-wed = Jumatano
messaging-page-desk-thu = Alhamisi
messaging-page-desk-fri = Ijumaa
messaging-page-desk-sat = Jumamosi
messaging-page-desk-sun = Jumapili
messaging-page-desk-assignment = Nani anapata mteja anayefuata
messaging-page-desk-least-busy = Mwenye wateja wachache zaidi
messaging-page-desk-least-busy-text = Inafaa wateja wengine wakichukua muda mrefu zaidi.
messaging-page-desk-in-turn = Kwa zamu
messaging-page-desk-in-turn-text = Kila mtu anapata idadi sawa.
messaging-page-desk-sticky = Mteja anayerudi anapata mtu anayemfahamu
messaging-page-desk-by-language = Anayesema lugha ya mteja anatangulia
messaging-page-desk-topics = Mambo ambayo wateja wanaweza kuandikia
messaging-page-desk-topics-hint = Mada moja kwa kila mstari, zisizozidi 12. Mteja huchagua moja anapowaandikia. Anayeijua katika timu humpata kwanza.
messaging-page-desk-waiting = Mteja anaposubiri
messaging-page-desk-waiting-hint = Dakika za saa za kazi tu ndizo zinazohesabiwa.
messaging-page-desk-manager-after = Dakika kabla ya kuwaarifu mameneja
messaging-page-desk-ceo-after = Dakika kabla ya kumwarifu mkurugenzi
messaging-page-desk-silent-after = Dakika kabla ya kumpa mteja mtu mwingine

## Timu

messaging-page-desk-team-hint = Wanaofanya kazi sasa tu ndio wanaopewa wateja.
messaging-page-desk-load = { $n ->
    [0] Hana mteja sasa
    [one] Mteja mmoja sasa
   *[other] Wateja { $n } sasa
 }
messaging-page-desk-works = Anafanya kazi sasa
messaging-page-desk-more = Lugha, mada na idadi ya wateja
messaging-page-desk-languages = Lugha anazosema
messaging-page-desk-skills = Anajua
messaging-page-desk-capacity = Wateja kwa wakati mmoja, wasiozidi

## Majibu tayari

messaging-page-desk-canned-hint = Majibu ambayo timu yako hutoa mara nyingi. Yako chini ya kila mazungumzo na mteja, tayari kutumwa au kubadilishwa.
messaging-page-desk-canned-new = Jibu jipya
messaging-page-desk-shortcut = Jina
messaging-page-desk-canned-text = Jibu

## Muda

messaging-page-desk-period = Kipindi
messaging-page-desk-last-days = { $n ->
    [one] Siku iliyopita
   *[other] Siku { $n } zilizopita
 }
messaging-page-desk-times-hint = Nusu ya wateja walijibiwa au kuhudumiwa kwa haraka zaidi ya hivi.
messaging-page-desk-times-none-title = Bado hakuna cha kuhesabu
messaging-page-desk-times-none = Mazungumzo na wateja yakimalizika, utaona hapa yalichukua muda gani.
messaging-page-desk-times-answered = Majibu ya kwanza
messaging-page-desk-times-resolved = Waliohudumiwa
messaging-page-desk-times-nobody = Bila mtu
messaging-page-desk-times-former = Mtu aliyeondoka
messaging-page-desk-unit-minutes = dak { $n }
messaging-page-desk-unit-hours = saa { $n }
messaging-page-desk-unit-days = siku { $n }
