### ما تقوله صفحات الإعلانات.

## الرئيسية والفئات والقريب منك

listings-page-home-title = بيع وشراء بالقرب منك
listings-page-home = الرئيسية
listings-page-hero-title = بِع ما لديك. واعثر على ما تحتاجه.
listings-page-hero-text = عروض وطلبات من أعمال تجارية حولك، من السوق المجاور إلى البلد المجاور.
listings-page-hero-start = ابدأ البيع
listings-page-hero-look = شاهد ما هو قريب
listings-page-more-title = إعلانات أخرى
listings-page-to-first = العودة إلى الأحدث
listings-page-newest = أحدث الإعلانات
listings-page-nearest = أقرب الإعلانات
listings-page-kinds = عروض أم طلبات
listings-page-kind-all = الكل
listings-page-kind-offers = عروض
listings-page-kind-requests = طلبات
listings-page-categories = الفئات
listings-page-categories-all = كل الفئات
listings-page-near-place = بالقرب من { $place }
listings-page-near-you = ما هو قريب منك
listings-page-near-hint = شاهد أقرب العروض أولاً
listings-page-home-empty-title = لا شيء هنا بعد
listings-page-home-empty-text = لم ينشر أحد شيئاً كهذا في الأيام الأخيرة. كن الأول، وسيراه الناس فوراً.
listings-page-post = انشر إعلاناً
listings-page-see-all = شاهد كل الإعلانات
listings-page-path = أنت هنا
listings-page-narrower = فئات فرعية
listings-page-category-whole = الكل
listings-page-category-description = { $name }: عروض وطلبات من أعمال تجارية أفريقية، لبضعة أيام.
listings-page-category-empty-title = لا شيء في «⁨{ $name }⁩» الآن
listings-page-category-empty-text = تدوم الإعلانات بضعة أيام فقط. انشر ما لديك أو ما تبحث عنه.
listings-page-nearby-title = بالقرب منك
listings-page-filter = تصفية
listings-page-nearby-heading = بالقرب من { $place }
listings-page-nearby-guessed = خمّنّا هذا المكان من بلدك. اختر مكانك لترى ما هو قريب حقاً.
listings-page-nearby-ask = اختر مدينة أو استخدم موقعك، وسترى أقرب العروض أولاً.
listings-page-nearby-empty-title = لا شيء بهذا القرب بعد
listings-page-nearby-empty-text = ابحث أبعد قليلاً، أو انشر ما لديك، وسيراه من حولك فوراً.
listings-page-nearby-wider = ابحث ضمن { $distance }

## إعلان واحد

listings-page-description = الوصف
listings-page-facts = باختصار
listings-page-place = المكان
listings-page-category = الفئة
listings-page-posted = نُشر
listings-page-distance = على بعد { $distance } من { $place }
listings-page-seller-line = شاهد العمل التجاري وكل ما يعرضه
listings-page-ask = اسأل البائع
listings-page-share = مشاركة
listings-page-share-whatsapp = أرسل عبر واتساب
listings-page-share-address = أو انسخ العنوان
listings-page-more-of-business = المزيد من { $name }
listings-page-own-live = إعلانك كما يراه الجميع.
listings-page-own-hidden = إعلانك. لا يراه إلا فريقك.
listings-page-ended-title = انتهى هذا الإعلان
listings-page-ended-text = تدوم الإعلانات بضعة أيام فقط. هذا الإعلان انتهى وقته أو سحبه صاحبه.
listings-page-ended-category = شاهد { $name }
listings-page-similar = إعلانات مشابهة ما زالت متاحة

## النموذج

listings-page-new-heading = انشر إعلاناً
listings-page-new-text = يستغرق نحو دقيقتين. يُحفظ ما تكتبه في هاتفك حتى يُرسل.
listings-page-edit-heading = تعديل الإعلان
listings-page-part-what = ما هو؟
listings-page-part-describe = صِفه
listings-page-part-price = كم سعره؟
listings-page-part-place = أين، وكم من الوقت؟
listings-page-kind = ماذا تريد أن تفعل؟
listings-page-kind-offer = أعرض شيئاً
listings-page-kind-offer-hint = إنه عندي
listings-page-kind-request = أطلب شيئاً
listings-page-kind-request-hint = أبحث عنه
listings-page-title = العنوان
listings-page-title-hint = ما هو، وكم، وفي أي حال. دون روابط أو أرقام هواتف.
listings-page-category-hint = حيث سيبحث الناس عنه
listings-page-category-other = أخرى: { $name }
listings-page-choose = اختر
listings-page-description-hint = الجودة والكمية وأين يمكن رؤيته. 20 حرفاً على الأقل.
listings-page-photos = الصور
listings-page-photos-hint = { $n ->
    [one] صورة واحدة في باقتك. الصورة الواضحة في ضوء النهار تبيع أفضل.
    [two] صورتان على الأكثر في باقتك. الصورة الواضحة في ضوء النهار تبيع أفضل.
    [few] حتى { $n } صور في باقتك. الصورة الواضحة في ضوء النهار تبيع أفضل.
    [many] حتى { $n } صورة في باقتك. الصورة الواضحة في ضوء النهار تبيع أفضل.
   *[other] حتى { $n } صورة في باقتك. الصورة الواضحة في ضوء النهار تبيع أفضل.
}
listings-page-photos-count = { $n ->
    [zero] بلا صور
    [one] صورة واحدة
    [two] صورتان
    [few] { $n } صور
    [many] { $n } صورة
   *[other] { $n } صورة
}
listings-page-price = السعر
listings-page-price-hint = اتركه فارغاً ليظهر «السعر عند الطلب».
listings-page-currency = العملة
listings-page-town = المدينة
listings-page-place-none = لم يُذكر مكان
listings-page-place-of-business = حيث يوجد عملي التجاري
listings-page-place-of-business-in = حيث يوجد عملي التجاري: { $place }
listings-page-check-place = اختر مدينة من القائمة.
listings-page-address = السوق أو الشارع أو معلم قريب (اختياري)
listings-page-address-hint = مثل «سوق ليبيا، الصف 4»
listings-page-market = لمن هو؟ (اختياري)
listings-page-market-meant = موجّه إلى
listings-page-market-any = للجميع
listings-page-market-afcfta = التجارة داخل أفريقيا (منطقة التجارة الحرة)
listings-page-market-africa-us = من أفريقيا إلى الولايات المتحدة
listings-page-market-us-africa = من الولايات المتحدة إلى أفريقيا
listings-page-duration = كم من الوقت يُعرض؟
listings-page-duration-hint = يمكنك تمديده أو تجديده لاحقاً.
listings-page-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يوماً
   *[other] { $n } يوم
}
listings-page-publish = انشر
listings-page-save-draft = احفظ كمسودة
listings-page-edit = تعديل
listings-page-conflict-title = غيّر شخص آخر هذا الإعلان
listings-page-conflict-text = لم يضع شيء. أدناه النموذج بما كتبته. احفظه مرة أخرى لتُبقي نسختك، أو خذ نسختهم.
listings-page-conflict-theirs = الآن:
listings-page-conflict-yours = لديك:
listings-page-conflict-take = خذ نسختهم
listings-page-mistake = { $field }: { $text }
listings-page-verify-title = أثبت عنوانك أولاً
listings-page-verify-text = أرسلنا إليك رمزاً من ستة أرقام. اكتبه، ويمكنك النشر فوراً.
listings-page-verify-action = اكتب الرمز

## إعلاناتي والمحفوظات

listings-page-mine-title = إعلاناتي
listings-page-states = حسب الحالة
listings-page-state-all = الكل
listings-page-state-active = معروض
listings-page-state-draft = مسودة
listings-page-state-pending = قيد المراجعة
listings-page-state-rejected = مرفوض
listings-page-state-expired = منتهٍ
listings-page-state-withdrawn = مسحوب
listings-page-note-expired = انتهى وقته. جدّده ليُعرض من جديد فوراً.
listings-page-note-pending = نراجع أول إعلانات كل عمل تجاري جديد. يستغرق ذلك عادةً أقل من يوم.
listings-page-rejected-because = سبب الرفض: { $reason }
listings-page-restorable = يمكن استعادته: { $left }
listings-page-withdrawn = لم يعد «⁨{ $title }⁩» معروضاً.
listings-page-undo = تراجع
listings-page-more-actions = المزيد
listings-page-restore = استعادة
listings-page-renew = تجديد
listings-page-extend = تمديد
listings-page-feature = تمييز
listings-page-feature-plan = أماكن التمييز متاحة مع الباقة { $plan }.
listings-page-withdraw = سحب
listings-page-mine-empty-title = لا إعلانات هنا
listings-page-mine-empty-text = يظهر هنا ما تنشره مع ما بقي من وقته، ويمكنك تمديده أو تجديده أو سحبه.
listings-page-no-business-title = ليس لديك عمل تجاري هنا بعد
listings-page-no-business-text = الإعلانات تخص عملاً تجارياً. إنشاؤه يستغرق بضع دقائق ولا يكلف شيئاً.
listings-page-no-business-action = أنشئ عملي التجاري
listings-page-saved-title = المحفوظات
listings-page-saved-text = محفوظة لك ما دامت معروضة.
listings-page-saved-empty-title = لم تحفظ شيئاً بعد
listings-page-saved-empty-text = اضغط علامة الحفظ على أي إعلان لتجده هنا.

## تُقال مرة واحدة

listings-flash-published = إعلانك معروض الآن.
listings-flash-in-review = أُرسل إعلانك. سنراجعه قبل عرضه.
listings-flash-draft-saved = حُفظت مسودتك.
listings-flash-changed = حُفظت تعديلاتك.
listings-flash-unfinished = هذه المسودة غير مكتملة. أضف ما ينقص ثم انشرها.
listings-flash-extended = لإعلانك وقت أطول الآن.
listings-flash-renewed = إعلانك معروض من جديد.
listings-flash-featured = إعلانك مميز الآن.
listings-flash-restored = عاد إعلانك.
listings-flash-restore-first = استعد الإعلان قبل تعديله.
listings-flash-business-first = أنشئ عملك التجاري أولاً، ثم يمكنك النشر.

## رابط التذكير

listings-page-renewal-title = جدّد إعلانك
listings-page-renewal-text = أوشكت مدته على الانتهاء. جدّده ليراه الناس { $length } أخرى من الآن، في أعلى القائمة.
listings-page-renewal-button = جدّده الآن
listings-page-renewal-hint = تكفي نقرة واحدة دون تسجيل الدخول.
listings-page-renewal-done = جُدّد الإعلان. يراه الناس حتى { $until }.
listings-page-renewal-review = جُدّد الإعلان. نراجعه قبل أن يراه الناس من جديد، وعندها تبدأ مدّته.
listings-page-renewal-see = شاهد الإعلان
listings-page-renewal-no = لا يمكن تجديد هذا الإعلان بعد الآن: سُحب أو تغيّر، أو استُعمل الرابط من قبل، أو انتهى قبل أكثر من أسبوع. سجّل الدخول لترى حاله.
listings-page-renewal-full = لا مكان في باقتك لهذا الإعلان: إعلانات أخرى تبقى مدة أطول وتشغل كل الأماكن. سجّل الدخول واسحب أحدها، أو انتقل إلى باقة أكبر، ثم عد وجدّد هذا.
listings-page-renewal-sign-in = سجّل الدخول وشاهد إعلاناتي

## المراجعة والبلاغات

listings-review-title = بانتظار القرار
listings-review-open = { $n ->
    [zero] لا إعلانات بانتظار القرار.
    [one] إعلان واحد بانتظار القرار.
    [two] إعلانان بانتظار القرار، الأقدم أولاً.
    [few] { $n } إعلانات بانتظار القرار، الأقدم أولاً.
    [many] { $n } إعلانًا بانتظار القرار، الأقدم أولاً.
   *[other] { $n } إعلان بانتظار القرار، الأقدم أولاً.
}
listings-review-empty-title = لا شيء بانتظار القرار
listings-review-empty-text = تظهر هنا الإعلانات الجديدة التي تحتاج مراجعة والإعلانات التي يُبلَّغ عنها.
listings-review-approve = انشره
listings-review-keep = أبقِه معروضًا
listings-review-reason = وإلا فلماذا؟ يقرأ صاحبه هذا.
listings-review-pictures = العيب في صوره: أوقفها في غيره أيضًا
listings-review-reject = ارفضه
listings-review-finding-new-business = عمل تجاري جديد
listings-review-finding-resubmitted = رُفض من قبل
listings-review-finding-forbidden = يذكر بضاعة ممنوعة
listings-review-finding-duplicate = إعلان آخر يقول الشيء نفسه
listings-review-finding-price = سعر غير معتاد
listings-review-finding-picture = صورة من إعلان مرفوض
listings-report-title = أبلغ عن هذا الإعلان
listings-report-text = أخبرنا بالمشكلة. سننظر فيها، ولن يعرف العمل التجاري من أبلغ.
listings-report-reason = ما المشكلة؟
listings-report-reason-scam = يبدو احتيالًا
listings-report-reason-forbidden = لا يجوز بيعه
listings-report-reason-wrong = ليس كما وُصف أو لم يعد متاحًا
listings-report-reason-copy = منسوخ أو مكرر
listings-report-reason-offensive = مسيء
listings-report-reason-other = شيء آخر
listings-report-note = بكلماتك
listings-report-note-hint = اختياري، إلا إذا اخترت «شيء آخر».
listings-report-send = أرسل
listings-page-report = أبلغ عن هذا الإعلان
listings-flash-approved = قُرّر: الإعلان معروض.
listings-flash-rejected = قُرّر: رُفض الإعلان ويقرأ صاحبه السبب.
listings-flash-changed-since = تغيّر الإعلان منذ أن قرأته. ما ينتظر معروض هنا كما هو الآن.
listings-flash-reported = شكرًا لك. سننظر في هذا الإعلان.

## كيف يسير الإعلان

listings-statistics-title = كيف يسير
listings-statistics-link = كيف يسير
listings-statistics-text = آخر 14 يومًا. يُحسب كل شخص مرة في اليوم، ولا تُحسب أنت وفريقك.
listings-statistics-shown = ظهر في القوائم
listings-statistics-views = فُتح
listings-statistics-contacts = اتصالات ورسائل
listings-statistics-saves = حُفظ
listings-statistics-day = اليوم
listings-statistics-table = الأرقام نفسها في جدول
listings-statistics-date = { $day } { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
}
listings-statistics-share = أي { $share } ٪ من كل ما ظهر في القوائم منذ نشره.
listings-statistics-slot = ظهر في مكانه المميز { $n } مرة: { $share } ٪ من كل الأماكن المميزة في تلك المدة. { $slots ->
    [one] وهو الوحيد الآن.
    [two] والحصة المتساوية بين الاثنين الآن { $even } ٪.
    [few] والحصة المتساوية بين { $slots } أماكن الآن { $even } ٪.
    [many] والحصة المتساوية بين { $slots } مكانًا الآن { $even } ٪.
   *[other] والحصة المتساوية بين { $slots } مكان الآن { $even } ٪.
}
listings-page-matches = ما يناسبه
listings-page-propose = اقترح فئة
listings-page-proposed = نظن أن مكانه هنا:
listings-page-proposed-none = لا اقتراح لدينا لهذه الكلمات. اختر من القائمة.
listings-page-call = اتصل
listings-page-whatsapp = واتساب
listings-page-whatsapp-text = مرحبًا، رأيت «⁨{ $title }⁩» على PushNchat: { $url }
