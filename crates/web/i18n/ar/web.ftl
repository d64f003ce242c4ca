### النصوص المشتركة بين كل الصفحات.

web-title = بيع وشراء بالقرب منك
web-description = عروض وطلبات الشركات الأفريقية من حولك: ابحث وقارن وتاجر من هاتفك.
web-skip = انتقل إلى المحتوى
web-nav = القائمة الرئيسية
web-nav-home = الرئيسية
web-nav-explore = استكشف
web-nav-post = انشر
web-nav-nearby = قريب منك
web-nav-chats = المحادثات
web-nav-unread = غير مقروءة
web-nav-me = حسابي
web-nav-sign-in = دخول
web-search = بحث
web-search-hint = ذرة، لوح شمسي، خياط…
web-language = اللغة
web-footer = PushNchat: تجارة مع من تصل إليهم.
web-loading = جارٍ التحميل
web-offline-line = أنت غير متصل. ما شاهدته ما زال متاحًا.
web-newer = وصل ما هو أحدث. اعرضه
web-not-sent = لم يُرسل: الشبكة لا تستجيب. ما كتبته محفوظ، حاول مرة أخرى.
web-try-again = حاول مرة أخرى
web-go-home = إلى الصفحة الرئيسية
web-remove = إزالة
web-cancel = إلغاء
web-continue = متابعة
web-back = رجوع
web-save-changes = حفظ التغييرات
web-optional = اختياري

## المال والمسافة والوقت

web-price-open = السعر عند الاتفاق
web-distance-metres = { $n } م
web-distance-km = { $n } كم
web-ago-now = الآن
web-ago-minutes = منذ { $n } د
web-ago-hours = منذ { $n } س
web-ago-days = { $n ->
    [0] اليوم
    [one] أمس
    [two] منذ يومين
    [few] منذ { $n } أيام
    [many] منذ { $n } يومًا
   *[other] منذ { $n } يوم
}
web-left-ended = انتهى
web-left-minutes = بقي { $n } د
web-left-hours = بقي { $n } س
web-left-days = { $n ->
    [zero] ينتهي اليوم
    [one] بقي يوم واحد
    [two] بقي يومان
    [few] بقي { $n } أيام
    [many] بقي { $n } يومًا
   *[other] بقي { $n } يوم
}

## الإعلانات في القوائم

web-offer = عرض
web-request = مطلوب
web-featured = مميّز
web-verified = موثّق
web-save = احفظ «⁨{ $title }⁩»
web-saved = حُفظ
web-unsaved = لم يعد محفوظًا
web-more = عرض المزيد
web-more-added = أضيف إلى القائمة: { $n }
web-pictures = { $n ->
    [zero] لا صور
    [one] صورة واحدة
    [two] صورتان، اسحب لرؤيتهما
    [few] { $n } صور، اسحب لرؤيتها
    [many] { $n } صورة، اسحب لرؤيتها
   *[other] { $n } صورة، اسحب لرؤيتها
}
web-picture-show = أظهر صورة «⁨{ $title }⁩»
web-share = مشاركة بطريقة أخرى

## النماذج

web-form-errors = { $n ->
    [zero] لا شيء للتصحيح
    [one] أمر واحد يحتاج إلى تصحيح
    [two] أمران يحتاجان إلى تصحيح
    [few] { $n } أمور تحتاج إلى تصحيح
    [many] { $n } أمرًا يحتاج إلى تصحيح
   *[other] { $n } أمر يحتاج إلى تصحيح
}
web-form-kept = احتفظنا بما كتبته في المرة السابقة.
web-form-kept-drop = ابدأ من جديد
web-step = الخطوة { $step }
web-photos-add = أضف صورًا
web-photos-remove = أزل هذه الصورة
web-photos-queued = في الانتظار
web-photos-done = رُفعت الصورة.
web-photos-failed = لم تصل الصورة. ما زالت هنا، حاول مرة أخرى.
web-photos-busy = الصور في الطريق. سيُرسل النموذج وحده عند وصولها.
web-photos-full = لا مكان لصور أخرى.
web-photos-later = تُرسل لاحقًا

## المكان

web-place-choose = مكانك
web-place-change = غيّر المكان
web-place-title = أين تبحث؟
web-place-text = نعرض الأقرب أولًا. اختر مدينة أو استخدم موقعك؛ ولا يُحفظ موقعك في حسابك.
web-place-locate = استخدم موقعي
web-place-locate-failed = لم يحدد هاتفك موقعه. اختر مدينة من القائمة أدناه.
web-place-town = المدينة
web-place-radius = المسافة من حولك
web-place-none-title = هذه المدينة ليست لدينا بعد
web-place-none-text = جرّب أقرب مدينة كبيرة أو تهجئة أخرى.
web-place-all = اعرض كل المدن

## دون اتصال

web-offline-title = أنت غير متصل
web-offline-text = لم تُفتح هذه الصفحة من قبل، لذا ليست على هاتفك. ما كتبته محفوظ إلى أن يعود الاتصال.
web-offline-seen = صفحات على هاتفك

## المشكلات

web-error-title = { $n ->
    [401] سجّل الدخول من فضلك
    [403] هذه الصفحة غير متاحة لك
    [404] لا شيء هنا
    [409] سبقك أحدهم
    [410] انتهى هذا
    [413] الحجم كبير جدًا
    [422] بقي ما يحتاج إلى تصحيح
    [429] على مهلك قليلًا
    [503] نلتقط أنفاسنا
   *[other] حدث خطأ من جانبنا
}
web-error-what = { $n ->
    [401] هذه الصفحة تخص حسابًا. سجّل الدخول وستعود إليها مباشرة.
    [403] لا يملك حسابك حق رؤية هذا أو القيام به. يمكن لمدير شركتك أن يمنحك إياه.
    [404] الصفحة غير موجودة، أو ما كان فيها قد ذهب: الإعلانات تعيش أيامًا قليلة فقط.
    [409] ما أردت تغييره قد تغيّر في هذه الأثناء. حمّله من جديد لترى كيف أصبح.
    [410] ما كان هنا قد انتهى أو سحبه صاحبه.
    [413] ما أرسلته أكبر مما نستطيع استقباله. حجم الصورة الواحدة حتى 10 ميغابايت.
    [422] بعض ما أُرسل لا يمكن استخدامه كما هو. ارجع وانظر إلى ما أُشير إليه.
    [429] وصلت من هنا طلبات كثيرة في وقت قصير. انتظر دقيقة ثم تابع.
    [503] جزء من PushNchat لا يستجيب الآن. يستغرق ذلك عادة أقل من دقيقة.
   *[other] الخطأ منا لا منك. سُجّل وسننظر فيه.
}
web-error-safe = { $n ->
    [401] لم يضع شيء مما كتبته في مكان آخر.
    [403] لم يتغير شيء.
    [404] إعلاناتك وما حفظته في مكانها.
    [409] لم يُمحَ شيء: لا كلامك ولا كلامهم.
    [410] قد تجد شيئًا مشابهًا بالقرب منك.
    [413] لم يتغير شيء. ما كتبته ما زال في النموذج.
    [422] ما كتبته ما زال في النموذج.
    [429] لم يضع شيء.
   *[other] ما أرسلته من قبل في أمان. إن كنت ترسل نموذجًا الآن فإنه لم يُقبل؛ حاول مرة أخرى.
}
web-error-reference = إذا راسلتنا فاذكر هذا الرقم:

## ما ينتظر الإرسال: تقوله السكربتات بلا خادم

web-outbox-title = في انتظار الإرسال
web-outbox-offline = بلا اتصال
web-outbox-count = في الانتظار: { $n }
web-outbox-count-failed = يحتاج إليك: { $n }
web-outbox-count-sign-in = في الانتظار: { $n }. سجّل الدخول للإرسال
web-outbox-all-sent = أُرسل كل شيء
web-outbox-waiting = في انتظار الشبكة
web-outbox-again = في الانتظار، وستُعاد المحاولة تلقائيًا
web-outbox-sign-in = في انتظار تسجيل دخولك
web-outbox-sending = جارٍ الإرسال، { $n } %
web-outbox-sent = أُرسل
web-outbox-failed = لم يُقبل:
web-outbox-failed-unsaid = تعذّر الإرسال: كان الموقع معطّلاً مدة طويلة، أو لم تعد إحدى الصور على هاتفك. راجعه ثم حاول مرة أخرى.
web-outbox-dropped = أُلغي
web-outbox-correct = صحّحه
web-outbox-retry = أعد المحاولة
web-outbox-look = شاهده
web-outbox-drop = ألغِه
web-outbox-undo = تراجع
web-outbox-kept-title = محفوظ في هاتفك
web-outbox-kept-text = يُرسل من تلقاء نفسه حالما تتوفر الشبكة، حتى لو أغلقت هذه الصفحة أو أطفأت الهاتف.
web-outbox-home = إلى الصفحة الرئيسية
web-outbox-full = لم يبق في هاتفك مكان لحفظ هذا. أفرغ بعض المساحة وحاول مجددًا؛ ما كتبته لا يزال هنا.

## البيانات والتخزين

web-data-title = البيانات والتخزين
web-data-text = تسري هذه الاختيارات على هذا الهاتف فقط.
web-data-saver = توفير البيانات
web-data-auto = عندما يطلبه الهاتف
web-data-auto-hint = على شبكة بطيئة، أو حين يوفّر الهاتف البيانات بنفسه
web-data-on = دائمًا
web-data-on-hint = تظهر الصور عندما تلمسها
web-data-off = أبدًا
web-data-off-hint = تظهر الصور فورًا
web-data-saved = حُفظ اختيارك.
web-data-used = البيانات المستهلكة
web-data-used-text = ما كلّفته صفحات هذا الموقع، يُحسب في هذا الهاتف ولا يُخبَر به أحد.
web-data-used-none = لم يُحسب شيء في هذا الهاتف بعد. الحساب يحتاج إلى السكربت.
web-data-month = الشهر
web-data-received = ميغابايت
web-data-kept = المحفوظ في هذا الهاتف
web-data-kept-text = الصفحات والصور التي شاهدتها، كي لا تحمّلها من جديد وتقرأها بلا شبكة.
web-data-kept-size = المستخدم: { $size } م.ب
web-data-clear = امسح المحفوظ
web-data-cleared = مُسح. ما ينتظر الإرسال وما كنت تكتبه لا يزال هنا.
web-bell = الإشعارات
