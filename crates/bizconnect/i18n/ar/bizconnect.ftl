# Errors
bizconnect-error-not-found = لا توجد صلة كهذه، أو ليس لك أن تراها.
bizconnect-error-no-such-business = لا توجد شركة كهذه، أو لا أحد يجيب عنها حالياً.
bizconnect-error-oneself = لا يمكن للشركة أن تتصل بنفسها.
bizconnect-error-no-such-market = لا توجد سوق كهذه.
bizconnect-error-own-country = هذه السوق غير مفتوحة لشركات بلدك.
bizconnect-error-other-country = الشركة الأخرى ليست في بلد تصل إليه هذه السوق.
bizconnect-error-same-country = الشركتان في البلد نفسه، وهذه السوق تصل بين بلدان مختلفة.
bizconnect-error-plan = خطتك لا تفتح هذه السوق. الخطط التي تفتحها: { $plans }.
bizconnect-error-already-requested = سبق أن أرسلت طلباً إلى هذه الشركة ولم تُجب بعد.
bizconnect-error-already-connected = أنتما متصلان بالفعل.
bizconnect-error-blocked-by-you = لقد حظرت هذه الشركة. ألغِ الحظر أولاً.
bizconnect-error-blocked = لا يمكن إرسال طلب إلى هذه الشركة.
bizconnect-error-too-soon = يمكنك الطلب من جديد ابتداءً من { $day }.
bizconnect-error-request-waits = طلب التواصل الذي أرسلته ينتظر جواباً. يمكنك مراسلة هذه الشركة حين تقبل.
bizconnect-error-write-too-soon = رفضت هذه الشركة طلب التواصل. يمكنك مراسلتها ابتداءً من { $day }.
bizconnect-error-no-such-way = لا يمكن فعل ذلك والصلة على حالها الآن.
bizconnect-error-replaced = بين شركتيكما طلب أو صلة أحدث: استعمل الأحدث.
bizconnect-check-business = هذا ليس معرّف شركة.
bizconnect-check-status = اختر PENDING أو ACCEPTED أو DECLINED أو WITHDRAWN أو BLOCKED أو EXPIRED.
bizconnect-check-direction = اختر SENT أو RECEIVED.
bizconnect-check-way = تُنقل الصلة إلى ACCEPTED أو DECLINED أو WITHDRAWN أو BLOCKED.
bizconnect-check-weeks = اختر من 1 إلى 52 أسبوعاً.

# Quotas. $what is REQUEST, FIRST_MESSAGE or SUGGESTION.
bizconnect-quota-day = { $what ->
    [REQUEST] طلبات الاتصال المرسلة اليوم: { $used } من { $limit }.
    [FIRST_MESSAGE] الرسائل الأولى المكتوبة اليوم: { $used } من { $limit }.
   *[SUGGESTION] الاقتراحات المعروضة اليوم: { $used } من { $limit }.
} يمكنك المتابعة بعد { $resets }، أو مع الخطة { $plan }.
bizconnect-quota-day-most = { $what ->
    [REQUEST] طلبات الاتصال المرسلة اليوم: { $used } من { $limit }.
    [FIRST_MESSAGE] الرسائل الأولى المكتوبة اليوم: { $used } من { $limit }.
   *[SUGGESTION] الاقتراحات المعروضة اليوم: { $used } من { $limit }.
} يمكنك المتابعة بعد { $resets }.
bizconnect-quota-month = { $what ->
    [REQUEST] طلبات الاتصال المرسلة هذا الشهر: { $used } من { $limit }.
    [FIRST_MESSAGE] الرسائل الأولى المكتوبة هذا الشهر: { $used } من { $limit }.
   *[SUGGESTION] الاقتراحات المعروضة هذا الشهر: { $used } من { $limit }.
} يمكنك المتابعة بعد { $resets }، أو مع الخطة { $plan }.
bizconnect-quota-month-most = { $what ->
    [REQUEST] طلبات الاتصال المرسلة هذا الشهر: { $used } من { $limit }.
    [FIRST_MESSAGE] الرسائل الأولى المكتوبة هذا الشهر: { $used } من { $limit }.
   *[SUGGESTION] الاقتراحات المعروضة هذا الشهر: { $used } من { $limit }.
} يمكنك المتابعة بعد { $resets }.

# Reasons
bizconnect-reason-offers = تعرض ما تبحث عنه: { $category }
bizconnect-reason-wants = تبحث عمّا لديك: { $category }
bizconnect-reason-supplies = تورّد لأعمال مثل عملك: { $category }
bizconnect-reason-buys = تشتري من أعمال مثل عملك: { $category }
bizconnect-reason-goes-with = تكمّل عملك: { $category }
bizconnect-reason-same-trade = العمل نفسه: { $category }
bizconnect-reason-near = على بُعد { $n } كم فقط
bizconnect-reason-country = في البلد نفسه: { $country }
bizconnect-reason-language = لغة مشتركة: { $language }
bizconnect-reason-trusted = موثوقة على PushNchat
bizconnect-reason-verified = شركة موثّقة
bizconnect-reason-answers = تجيب عن معظم الطلبات
bizconnect-reason-market = لديها شيء لهذه السوق
bizconnect-language-am = الأمهرية
bizconnect-language-ar = العربية
bizconnect-language-de = الألمانية
bizconnect-language-en = الإنجليزية
bizconnect-language-es = الإسبانية
bizconnect-language-fr = الفرنسية
bizconnect-language-pt = البرتغالية
bizconnect-language-so = الصومالية
bizconnect-language-sw = السواحيلية
bizconnect-language-ti = التغرينية
bizconnect-language-zh = الصينية
