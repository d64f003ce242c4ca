-- The markets, weights and relations that the program begins with. All of it may be changed while it runs.

INSERT INTO bizconnect.markets (code, position, names, abouts, initiator_countries, receiver_countries, domestic, plans)
WITH africa AS (
    SELECT ARRAY['DZ','AO','BJ','BW','BF','BI','CV','CM','CF','TD','KM','CG','CD','CI','DJ','EG','GQ','ER','SZ','ET',
        'GA','GM','GH','GN','GW','KE','LS','LR','LY','MG','MW','ML','MR','MU','MA','MZ','NA','NE','NG','RW','ST','SN',
        'SC','SL','SO','ZA','SS','SD','TZ','TG','TN','UG','ZM','ZW'] AS codes
)
SELECT 'afcfta', 1,
    '{"en":"Within Africa","fr":"En Afrique","ar":"داخل أفريقيا","pt":"Em África","sw":"Ndani ya Afrika"}'::jsonb,
    '{"en":"Both businesses sit in Africa.","fr":"Les deux entreprises sont en Afrique.","ar":"كلتا الشركتين في أفريقيا.","pt":"As duas empresas estão em África.","sw":"Biashara zote mbili ziko Afrika."}'::jsonb,
    codes, codes, true, ARRAY['FREE','GROWTH','PREMIUM'] FROM africa
UNION ALL
SELECT 'africa-us', 2,
    '{"en":"Africa to the United States","fr":"De l’Afrique vers les États-Unis","ar":"من أفريقيا إلى الولايات المتحدة","pt":"De África para os Estados Unidos","sw":"Kutoka Afrika kwenda Marekani"}'::jsonb,
    '{"en":"A business in Africa asks one in the United States.","fr":"Une entreprise africaine contacte une entreprise aux États-Unis.","ar":"شركة في أفريقيا تطلب التواصل مع شركة في الولايات المتحدة.","pt":"Uma empresa africana contacta uma empresa nos Estados Unidos.","sw":"Biashara ya Afrika inaomba biashara ya Marekani."}'::jsonb,
    codes, ARRAY['US'], true, ARRAY['GROWTH','PREMIUM'] FROM africa
UNION ALL
SELECT 'us-africa', 3,
    '{"en":"United States to Africa","fr":"Des États-Unis vers l’Afrique","ar":"من الولايات المتحدة إلى أفريقيا","pt":"Dos Estados Unidos para África","sw":"Kutoka Marekani kwenda Afrika"}'::jsonb,
    '{"en":"A business in the United States asks one in Africa.","fr":"Une entreprise aux États-Unis contacte une entreprise africaine.","ar":"شركة في الولايات المتحدة تطلب التواصل مع شركة في أفريقيا.","pt":"Uma empresa nos Estados Unidos contacta uma empresa africana.","sw":"Biashara ya Marekani inaomba biashara ya Afrika."}'::jsonb,
    ARRAY['US'], codes, true, ARRAY['GROWTH','PREMIUM'] FROM africa;

INSERT INTO bizconnect.plan_limits (market, plan, what, per_day, per_month)
SELECT market, plan, what, per_day, per_month FROM
    (VALUES ('afcfta'), ('africa-us'), ('us-africa')) AS markets (market),
    (VALUES
        ('FREE', 'REQUEST', 5, 30), ('FREE', 'FIRST_MESSAGE', 5, 30), ('FREE', 'SUGGESTION', 30, 300),
        ('GROWTH', 'REQUEST', 20, 200), ('GROWTH', 'FIRST_MESSAGE', 20, 200), ('GROWTH', 'SUGGESTION', 100, 2000),
        ('PREMIUM', 'REQUEST', 100, 1500), ('PREMIUM', 'FIRST_MESSAGE', 100, 1500), ('PREMIUM', 'SUGGESTION', 300, NULL)
    ) AS limits (plan, what, per_day, per_month);

INSERT INTO bizconnect.weights (name, weight, about) VALUES
    ('demand', 0.28, 'What one side offers at this moment is what the other wants at this moment.'),
    ('category', 0.24, 'Supplier, customer, complement or the same trade, by category_links.'),
    ('business_type', 0.05, 'Places in the supply chain that go together, by type_links.'),
    ('distance', 0.20, 'Falls by half every distance_half_km.'),
    ('country', 0.08, 'The same country 1, the same region 0.6.'),
    ('language', 0.08, 'A language in which both do business, by country_languages.'),
    ('verification', 0.06, 'TRUSTED 1, VERIFIED 0.7.'),
    ('responsiveness', 0.06, 'Share of connection requests that were answered, drawn towards a half while there are few.'),
    ('market', 0.02, 'Has something on offer or wanted that is meant for this market.'),
    ('variety', 0.03, 'A number that changes from day to day, so that good ones take turns.'),
    ('same_category', 0.45, 'Within category: what the same trade is worth, where a supplier or customer is worth up to 1.'),
    ('distance_half_km', 600, 'Within distance: kilometres after which nearness is worth half.'),
    ('tell_from', 0.56, 'A new business is told to others whose score is at least this.');

-- Upstream and downstream, after how goods and services of these trades are made and sold.
INSERT INTO bizconnect.category_links (category, other, relation, strength)
SELECT category, other, relation, strength FROM (VALUES
    ('farm-inputs', ARRAY['grains','roots-tubers','fruit','vegetables','cocoa-coffee-tea','nuts-oilseeds','spices-herbs'], 'SUPPLIES', 0.9),
    ('farm-inputs', ARRAY['livestock','poultry-eggs','fish-seafood'], 'SUPPLIES', 0.85),
    ('farm-machines', ARRAY['grains','roots-tubers','nuts-oilseeds','cocoa-coffee-tea','vegetables'], 'SUPPLIES', 0.7),
    ('pumps-irrigation', ARRAY['fruit','vegetables','grains','fish-seafood'], 'SUPPLIES', 0.7),
    ('grains', ARRAY['processed-food','farm-inputs','poultry-eggs','livestock'], 'SUPPLIES', 0.85),
    ('roots-tubers', ARRAY['processed-food'], 'SUPPLIES', 0.8),
    ('fruit', ARRAY['processed-food','events-catering'], 'SUPPLIES', 0.8),
    ('vegetables', ARRAY['processed-food','events-catering'], 'SUPPLIES', 0.8),
    ('livestock', ARRAY['processed-food','events-catering'], 'SUPPLIES', 0.7),
    ('poultry-eggs', ARRAY['events-catering','hotels-lodging'], 'SUPPLIES', 0.7),
    ('fish-seafood', ARRAY['processed-food','events-catering','hotels-lodging'], 'SUPPLIES', 0.75),
    ('spices-herbs', ARRAY['processed-food','herbal-wellness','events-catering'], 'SUPPLIES', 0.8),
    ('cocoa-coffee-tea', ARRAY['processed-food','hotels-lodging','restaurant-supplies'], 'SUPPLIES', 0.8),
    ('nuts-oilseeds', ARRAY['processed-food','soap-toiletries','skin-care'], 'SUPPLIES', 0.8),
    ('processed-food', ARRAY['hotels-lodging','events-catering','restaurant-supplies'], 'SUPPLIES', 0.75),
    ('food-processing-machines', ARRAY['processed-food','grains','nuts-oilseeds','cocoa-coffee-tea','roots-tubers'], 'SUPPLIES', 0.75),
    ('sacks-bags', ARRAY['grains','cocoa-coffee-tea','nuts-oilseeds','farm-inputs','cement-blocks','roots-tubers'], 'SUPPLIES', 0.75),
    ('cartons-boxes', ARRAY['processed-food','fruit','shoes','skin-care','poultry-eggs','soap-toiletries'], 'SUPPLIES', 0.75),
    ('bottles-jars', ARRAY['processed-food','skin-care','make-up-perfume','soap-toiletries','herbal-wellness'], 'SUPPLIES', 0.8),
    ('warehousing', ARRAY['grains','fruit','vegetables','fish-seafood','cocoa-coffee-tea','processed-food','medical-supplies'], 'SUPPLIES', 0.6),
    ('road-freight', ARRAY['grains','roots-tubers','fruit','vegetables','livestock','cement-blocks','timber','steel-roofing','processed-food','furniture','stone-sand','minerals'], 'SUPPLIES', 0.55),
    ('sea-air-freight', ARRAY['cocoa-coffee-tea','nuts-oilseeds','fruit','fabrics','minerals','metals','cars','carving-sculpture'], 'SUPPLIES', 0.55),
    ('customs-clearing', ARRAY['cars','phones-tablets','computers','cocoa-coffee-tea','medical-equipment','farm-machines','sea-air-freight'], 'SUPPLIES', 0.5),
    ('courier-delivery', ARRAY['ready-made-clothes','phone-accessories','skin-care','hair-wigs','jewellery-beads'], 'SUPPLIES', 0.5),
    ('fabrics', ARRAY['ready-made-clothes','tailoring','traditional-wear','bedding-curtains','bags-accessories'], 'SUPPLIES', 0.95),
    ('tailoring', ARRAY['traditional-wear','ready-made-clothes'], 'SUPPLIES', 0.7),
    ('ready-made-clothes', ARRAY['shoes','bags-accessories','jewellery-beads'], 'COMPLEMENTS', 0.5),
    ('traditional-wear', ARRAY['jewellery-beads','bags-accessories'], 'COMPLEMENTS', 0.55),
    ('timber', ARRAY['furniture','carving-sculpture','art-instruments'], 'SUPPLIES', 0.9),
    ('stone-sand', ARRAY['cement-blocks','tiles-sanitary'], 'SUPPLIES', 0.9),
    ('minerals', ARRAY['cement-blocks','metals','farm-inputs','paint-finishes'], 'SUPPLIES', 0.7),
    ('metals', ARRAY['steel-roofing','hand-power-tools','farm-machines'], 'SUPPLIES', 0.85),
    ('scrap-recyclables', ARRAY['metals','sacks-bags','bottles-jars','cartons-boxes'], 'SUPPLIES', 0.85),
    ('cement-blocks', ARRAY['houses-flats','shops-offices'], 'SUPPLIES', 0.6),
    ('steel-roofing', ARRAY['houses-flats','shops-offices'], 'SUPPLIES', 0.6),
    ('cement-blocks', ARRAY['steel-roofing','tiles-sanitary','plumbing-electrical'], 'COMPLEMENTS', 0.6),
    ('paint-finishes', ARRAY['tiles-sanitary','plumbing-electrical','furniture'], 'COMPLEMENTS', 0.5),
    ('hand-power-tools', ARRAY['timber','furniture','plumbing-electrical'], 'SUPPLIES', 0.55),
    ('solar-panels', ARRAY['pumps-irrigation','hotels-lodging','warehousing'], 'SUPPLIES', 0.55),
    ('solar-panels', ARRAY['batteries-inverters'], 'COMPLEMENTS', 0.95),
    ('generators', ARRAY['hotels-lodging','warehousing','food-processing-machines'], 'SUPPLIES', 0.5),
    ('batteries-inverters', ARRAY['generators','appliances'], 'COMPLEMENTS', 0.5),
    ('spare-parts', ARRAY['cars','motorcycles','trucks-buses','vehicle-hire','road-freight'], 'SUPPLIES', 0.85),
    ('tyres-batteries', ARRAY['cars','motorcycles','trucks-buses','vehicle-hire','road-freight'], 'SUPPLIES', 0.8),
    ('trucks-buses', ARRAY['road-freight','vehicle-hire','tours-travel'], 'SUPPLIES', 0.8),
    ('cars', ARRAY['vehicle-hire','tours-travel'], 'SUPPLIES', 0.7),
    ('motorcycles', ARRAY['courier-delivery'], 'SUPPLIES', 0.75),
    ('phones-tablets', ARRAY['phone-accessories','electronics-repair'], 'COMPLEMENTS', 0.8),
    ('computers', ARRAY['electronics-repair','it-software'], 'COMPLEMENTS', 0.65),
    ('tv-audio', ARRAY['electronics-repair','appliances'], 'COMPLEMENTS', 0.55),
    ('computers', ARRAY['training-courses','accounting','printing-marketing'], 'SUPPLIES', 0.5),
    ('skin-care', ARRAY['make-up-perfume','hair-wigs','soap-toiletries'], 'COMPLEMENTS', 0.6),
    ('herbal-wellness', ARRAY['skin-care','soap-toiletries'], 'SUPPLIES', 0.6),
    ('soap-toiletries', ARRAY['hotels-lodging','cleaning','medical-supplies'], 'SUPPLIES', 0.65),
    ('bedding-curtains', ARRAY['hotels-lodging'], 'SUPPLIES', 0.8),
    ('furniture', ARRAY['hotels-lodging','shops-offices','school-supplies'], 'SUPPLIES', 0.7),
    ('kitchenware', ARRAY['restaurant-supplies','hotels-lodging','events-catering'], 'SUPPLIES', 0.7),
    ('appliances', ARRAY['hotels-lodging','houses-flats'], 'SUPPLIES', 0.55),
    ('restaurant-supplies', ARRAY['hotels-lodging','events-catering'], 'SUPPLIES', 0.9),
    ('medical-supplies', ARRAY['medical-equipment'], 'COMPLEMENTS', 0.8),
    ('cooking-energy', ARRAY['events-catering','restaurant-supplies','hotels-lodging'], 'SUPPLIES', 0.55),
    ('basketry-pottery', ARRAY['hotels-lodging','kitchenware'], 'SUPPLIES', 0.5),
    ('carving-sculpture', ARRAY['hotels-lodging','tours-travel'], 'SUPPLIES', 0.5),
    ('hotels-lodging', ARRAY['tours-travel','events-catering'], 'COMPLEMENTS', 0.75),
    ('printing-marketing', ARRAY['processed-food','skin-care','ready-made-clothes','events-catering','cartons-boxes'], 'SUPPLIES', 0.5),
    ('legal', ARRAY['land','houses-flats','finance-insurance'], 'COMPLEMENTS', 0.5),
    ('accounting', ARRAY['legal','finance-insurance'], 'COMPLEMENTS', 0.55),
    ('security', ARRAY['warehousing','shops-offices','hotels-lodging'], 'SUPPLIES', 0.55),
    ('cleaning', ARRAY['hotels-lodging','shops-offices'], 'SUPPLIES', 0.6),
    ('school-supplies', ARRAY['training-courses','languages-tutoring'], 'SUPPLIES', 0.75),
    ('land', ARRAY['grains','fruit','houses-flats'], 'SUPPLIES', 0.45)
) AS told (category, others, relation, strength), unnest(others) AS other;

INSERT INTO bizconnect.type_links (one, other, strength) VALUES
    ('PRODUCER', 'TRADER', 1.0), ('PRODUCER', 'MANUFACTURER', 1.0), ('PRODUCER', 'RETAILER', 0.7),
    ('PRODUCER', 'LOGISTICS', 0.6), ('PRODUCER', 'FINANCE', 0.5), ('PRODUCER', 'SERVICE', 0.5),
    ('PRODUCER', 'COOPERATIVE', 0.6), ('PRODUCER', 'PRODUCER', 0.3),
    ('COOPERATIVE', 'TRADER', 1.0), ('COOPERATIVE', 'MANUFACTURER', 1.0), ('COOPERATIVE', 'RETAILER', 0.7),
    ('COOPERATIVE', 'LOGISTICS', 0.6), ('COOPERATIVE', 'FINANCE', 0.6), ('COOPERATIVE', 'SERVICE', 0.5),
    ('COOPERATIVE', 'COOPERATIVE', 0.5),
    ('MANUFACTURER', 'TRADER', 1.0), ('MANUFACTURER', 'RETAILER', 0.9), ('MANUFACTURER', 'LOGISTICS', 0.6),
    ('MANUFACTURER', 'SERVICE', 0.6), ('MANUFACTURER', 'FINANCE', 0.5), ('MANUFACTURER', 'MANUFACTURER', 0.5),
    ('TRADER', 'RETAILER', 1.0), ('TRADER', 'TRADER', 0.6), ('TRADER', 'LOGISTICS', 0.7), ('TRADER', 'FINANCE', 0.5),
    ('TRADER', 'SERVICE', 0.5),
    ('RETAILER', 'RETAILER', 0.3), ('RETAILER', 'LOGISTICS', 0.5), ('RETAILER', 'SERVICE', 0.5), ('RETAILER', 'FINANCE', 0.4),
    ('SERVICE', 'SERVICE', 0.6), ('SERVICE', 'LOGISTICS', 0.5), ('SERVICE', 'FINANCE', 0.5),
    ('LOGISTICS', 'LOGISTICS', 0.6), ('LOGISTICS', 'FINANCE', 0.4), ('FINANCE', 'FINANCE', 0.3);

-- Official and working languages of government and trade, as the constitutions and laws of the countries name them.
INSERT INTO bizconnect.country_languages (country, language)
SELECT country, language FROM (VALUES
    ('DZ', 'ar fr'), ('AO', 'pt'), ('BJ', 'fr'), ('BW', 'en'), ('BF', 'fr'), ('BI', 'fr en'), ('CV', 'pt'), ('CM', 'fr en'),
    ('CF', 'fr'), ('TD', 'fr ar'), ('KM', 'fr ar'), ('CG', 'fr'), ('CD', 'fr sw'), ('CI', 'fr'), ('DJ', 'fr ar'), ('EG', 'ar'),
    ('GQ', 'es fr pt'), ('ER', 'ti ar en'), ('SZ', 'en'), ('ET', 'am en'), ('GA', 'fr'), ('GM', 'en'), ('GH', 'en'), ('GN', 'fr'),
    ('GW', 'pt'), ('KE', 'en sw'), ('LS', 'en'), ('LR', 'en'), ('LY', 'ar'), ('MG', 'fr'), ('MW', 'en'), ('ML', 'fr'),
    ('MR', 'ar fr'), ('MU', 'en fr'), ('MA', 'ar fr'), ('MZ', 'pt'), ('NA', 'en'), ('NE', 'fr'), ('NG', 'en'), ('RW', 'en fr sw'),
    ('ST', 'pt'), ('SN', 'fr'), ('SC', 'en fr'), ('SL', 'en'), ('SO', 'so ar'), ('ZA', 'en'), ('SS', 'en'), ('SD', 'ar en'),
    ('TZ', 'sw en'), ('TG', 'fr'), ('TN', 'ar fr'), ('UG', 'en sw'), ('ZM', 'en'), ('ZW', 'en'),
    ('US', 'en'), ('GB', 'en'), ('FR', 'fr'), ('DE', 'de en'), ('CN', 'zh'), ('AE', 'ar en'), ('IN', 'en')
) AS told (country, languages), unnest(string_to_array(languages, ' ')) AS language;

-- Corridor rules. Only what the named source says, in plain words; where a product's own rule decides, it says whom to ask.
INSERT INTO bizconnect.corridor_rules
    (id, position, market, categories, initiator_countries, receiver_countries, texts, source, source_url, checked_on, valid_until)
VALUES
('afcfta-grown', 10, 'afcfta',
 ARRAY['grains','roots-tubers','fruit','vegetables','livestock','poultry-eggs','spices-herbs','cocoa-coffee-tea','nuts-oilseeds'], NULL, NULL,
 '{"en":"Under the AfCFTA, plants grown and harvested, and animals born and raised, in a member state count as wholly obtained there.","fr":"Dans la ZLECAf, les plantes cultivées et récoltées, et les animaux nés et élevés dans un État partie, sont considérés comme entièrement obtenus.","ar":"وفق منطقة التجارة الحرة الأفريقية، تُعدّ النباتات المزروعة والمحصودة والحيوانات المولودة والمربّاة في دولة عضو منتجات متحصَّلاً عليها بالكامل فيها."}',
 'AfCFTA Agreement, Protocol on Trade in Goods, Annex 2 on Rules of Origin, Article 5', 'https://au-afcfta.org', '2026-11-21', NULL),
('afcfta-mined', 11, 'afcfta', ARRAY['minerals','stone-sand'], NULL, NULL,
 '{"en":"Under the AfCFTA, minerals extracted from the ground of a member state count as wholly obtained there.","fr":"Dans la ZLECAf, les minéraux extraits du sol d’un État partie sont considérés comme entièrement obtenus.","ar":"وفق منطقة التجارة الحرة الأفريقية، تُعدّ المعادن المستخرجة من أرض دولة عضو متحصَّلاً عليها بالكامل فيها."}',
 'AfCFTA Agreement, Protocol on Trade in Goods, Annex 2 on Rules of Origin, Article 5', 'https://au-afcfta.org', '2026-11-21', NULL),
('afcfta-made', 12, 'afcfta',
 ARRAY['processed-food','beauty','home','building','machines','energy','packaging','health'], NULL, NULL,
 '{"en":"Goods with foreign materials need the work that the AfCFTA asks for their tariff line (Appendix IV). Materials from other member states count as your own.","fr":"Un produit contenant des matières étrangères doit subir l’ouvraison prévue par la ZLECAf pour sa position tarifaire (appendice IV). Les matières d’autres États parties comptent comme les vôtres.","ar":"السلع التي تدخل فيها مواد أجنبية تحتاج إلى التصنيع الذي تحدده منطقة التجارة الحرة الأفريقية لبندها الجمركي (الملحق الرابع). وتُحسب مواد الدول الأعضاء الأخرى كأنها من بلدك."}',
 'AfCFTA Agreement, Annex 2 on Rules of Origin, Articles 6 and 8 and Appendix IV', 'https://au-afcfta.org', '2026-11-21', NULL),
('afcfta-textiles-vehicles', 13, 'afcfta', ARRAY['textiles','vehicles'], NULL, NULL,
 '{"en":"AfCFTA rules of origin for textiles and vehicles were among the last to be negotiated. Ask customs which rule your tariff line has before you quote.","fr":"Les règles d’origine de la ZLECAf pour les textiles et les véhicules ont été parmi les dernières négociées. Demandez à la douane la règle de votre position tarifaire avant de proposer un prix.","ar":"كانت قواعد المنشأ للمنسوجات والمركبات من آخر ما جرى التفاوض عليه في منطقة التجارة الحرة الأفريقية. اسأل الجمارك عن قاعدة بندك الجمركي قبل تقديم السعر."}',
 'AfCFTA Secretariat on the negotiations of rules of origin, January and March 2022', 'https://au-afcfta.org', '2026-11-21', NULL),
('afcfta-proof', 20, 'afcfta',
 ARRAY['agriculture','textiles','building','electronics','vehicles','beauty','home','health','energy','machines','crafts','packaging','mining'], NULL, NULL,
 '{"en":"To pay the lower AfCFTA duty you show a certificate of origin. For a consignment of up to US$ 5,000 any exporter may write an origin declaration instead.","fr":"Pour bénéficier du droit réduit de la ZLECAf, il faut un certificat d’origine. Jusqu’à 5 000 $ US par envoi, tout exportateur peut établir une déclaration d’origine.","ar":"للاستفادة من الرسم المخفَّض تُقدَّم شهادة منشأ. وللشحنات التي لا تتجاوز قيمتها 5000 دولار أمريكي يمكن لأي مصدّر أن يكتب إقرار منشأ بدلاً منها."}',
 'AfCFTA Agreement, Annex 2 on Rules of Origin, Articles 17 and 19', 'https://au-afcfta.org', '2026-11-21', NULL),
('afcfta-services', 21, 'afcfta', ARRAY['services','transport','hospitality'], NULL, NULL,
 '{"en":"Business, communication, financial, tourism and transport services are the five that the AfCFTA opens first.","fr":"Services aux entreprises, communication, finance, tourisme et transport : ce sont les cinq secteurs que la ZLECAf ouvre d’abord.","ar":"خدمات الأعمال والاتصالات والمال والسياحة والنقل هي القطاعات الخمسة التي تفتحها منطقة التجارة الحرة الأفريقية أولاً."}',
 'AfCFTA Protocol on Trade in Services, priority sectors agreed by the African Union', 'https://au-afcfta.org', '2026-11-21', NULL),
('afcfta-eritrea-out', 5, 'afcfta', NULL, ARRAY['ER'], NULL,
 '{"en":"Eritrea has not signed the AfCFTA agreement: its duties do not apply.","fr":"L’Érythrée n’a pas signé l’accord de la ZLECAf : ses droits réduits ne s’appliquent pas.","ar":"لم توقّع إريتريا اتفاق منطقة التجارة الحرة الأفريقية، فلا تنطبق رسومها المخفَّضة."}',
 'African Union, list of countries which have signed the AfCFTA agreement', 'https://au.int/en/treaties', '2026-11-21', NULL),
('afcfta-eritrea-in', 6, 'afcfta', NULL, NULL, ARRAY['ER'],
 '{"en":"Eritrea has not signed the AfCFTA agreement: its duties do not apply.","fr":"L’Érythrée n’a pas signé l’accord de la ZLECAf : ses droits réduits ne s’appliquent pas.","ar":"لم توقّع إريتريا اتفاق منطقة التجارة الحرة الأفريقية، فلا تنطبق رسومها المخفَّضة."}',
 'African Union, list of countries which have signed the AfCFTA agreement', 'https://au.int/en/treaties', '2026-11-21', NULL),
('agoa-eligible', 10, 'africa-us', NULL,
 ARRAY['AO','BJ','BW','CV','TD','KM','CD','CG','CI','DJ','GM','GH','GW','KE','LS','LR','MG','MW','MR','MU','MZ','NA','NG','RW','ST','SN','SL','ZA','SZ','TZ','TG','ZM'], NULL,
 '{"en":"Your country may use AGOA: many goods enter the United States without duty. The law runs until 31 December 2026.","fr":"Votre pays est éligible à l’AGOA : de nombreux produits entrent aux États-Unis sans droits de douane. La loi court jusqu’au 31 décembre 2026.","ar":"بلدك مؤهَّل لقانون أغوا: تدخل سلع كثيرة الولايات المتحدة دون رسوم. يسري القانون حتى 31 ديسمبر 2026."}',
 'Office of the United States Trade Representative: extension signed on 3 February 2026; beneficiaries as of December 2025', 'https://ustr.gov', '2026-11-21', '2026-12-31'),
('agoa-not-eligible', 11, 'africa-us', NULL,
 ARRAY['BI','BF','CM','CF','GQ','ER','ET','GA','GN','ML','NE','SC','SO','SS','SD','UG','ZW'], NULL,
 '{"en":"Your country is not eligible for AGOA at present: the usual duties of the United States apply.","fr":"Votre pays n’est pas éligible à l’AGOA actuellement : les droits de douane habituels des États-Unis s’appliquent.","ar":"بلدك غير مؤهَّل لقانون أغوا حالياً: تنطبق رسوم الولايات المتحدة المعتادة."}',
 'Office of the United States Trade Representative: beneficiaries as of December 2025', 'https://ustr.gov', '2026-11-21', '2026-12-31'),
('agoa-north', 12, 'africa-us', NULL, ARRAY['DZ','EG','LY','TN'], NULL,
 '{"en":"AGOA is for countries south of the Sahara: the usual duties of the United States apply.","fr":"L’AGOA concerne les pays au sud du Sahara : les droits de douane habituels des États-Unis s’appliquent.","ar":"قانون أغوا مخصّص لبلدان جنوب الصحراء: تنطبق رسوم الولايات المتحدة المعتادة."}',
 'African Growth and Opportunity Act, section 107 (19 U.S.C. 3706)', 'https://www.law.cornell.edu/uscode/text/19/3706', '2026-11-21', NULL),
('us-morocco', 12, 'africa-us', NULL, ARRAY['MA'], NULL,
 '{"en":"Morocco has a free trade agreement with the United States, in force since 2006: ask for its rule of origin rather than AGOA’s.","fr":"Le Maroc a un accord de libre-échange avec les États-Unis, en vigueur depuis 2006 : c’est sa règle d’origine qui compte, non celle de l’AGOA.","ar":"لدى المغرب اتفاق تجارة حرة مع الولايات المتحدة نافذ منذ 2006: اسأل عن قاعدة المنشأ فيه لا في أغوا."}',
 'United States–Morocco Free Trade Agreement, in force since 1 January 2006', 'https://ustr.gov', '2026-11-21', NULL),
('agoa-origin', 20, 'africa-us',
 ARRAY['agriculture','building','electronics','vehicles','beauty','home','health','energy','machines','crafts','packaging','mining'],
 ARRAY['AO','BJ','BW','CV','TD','KM','CD','CG','CI','DJ','GM','GH','GW','KE','LS','LR','MG','MW','MR','MU','MZ','NA','NG','RW','ST','SN','SL','ZA','SZ','TZ','TG','ZM'], NULL,
 '{"en":"AGOA asks that at least 35% of the value comes from eligible countries and that the goods are shipped directly to the United States.","fr":"L’AGOA exige qu’au moins 35 % de la valeur provienne de pays éligibles et que la marchandise soit expédiée directement aux États-Unis.","ar":"يشترط قانون أغوا أن يأتي 35% على الأقل من القيمة من بلدان مؤهَّلة وأن تُشحن السلع مباشرة إلى الولايات المتحدة."}',
 'Trade Act of 1974, sections 503 and 506A (19 U.S.C. 2463, 2466a)', 'https://www.law.cornell.edu/uscode/text/19/2466a', '2026-11-21', '2026-12-31'),
('agoa-apparel', 21, 'africa-us', ARRAY['textiles'],
 ARRAY['AO','BJ','BW','CV','TD','KM','CD','CG','CI','DJ','GM','GH','GW','KE','LS','LR','MG','MW','MR','MU','MZ','NA','NG','RW','ST','SN','SL','ZA','SZ','TZ','TG','ZM'], NULL,
 '{"en":"Clothing has rules of its own under AGOA: your country must also be approved for apparel and have a visa system. Ask your export office.","fr":"L’AGOA a des règles propres aux vêtements : votre pays doit aussi être agréé pour l’habillement et avoir un système de visa. Renseignez-vous auprès de votre office d’exportation.","ar":"للملابس قواعد خاصة في أغوا: يجب أن يكون بلدك معتمداً أيضاً للملابس وأن يكون لديه نظام تأشيرات. اسأل هيئة التصدير."}',
 'African Growth and Opportunity Act, sections 112 and 113 (19 U.S.C. 3721, 3722)', 'https://www.law.cornell.edu/uscode/text/19/3721', '2026-11-21', '2026-12-31'),
('us-africa-direction', 10, 'us-africa', NULL, NULL, NULL,
 '{"en":"AGOA lowers duties on goods going to the United States only. Goods to Africa pay the duty of the country that they enter.","fr":"L’AGOA n’allège les droits que vers les États-Unis. Vers l’Afrique, c’est le tarif du pays d’entrée qui s’applique.","ar":"يخفّض قانون أغوا الرسوم على السلع المتجهة إلى الولايات المتحدة فقط. والسلع المتجهة إلى أفريقيا تدفع رسوم بلد الدخول."}',
 'African Growth and Opportunity Act (19 U.S.C. 3701 and following)', 'https://www.law.cornell.edu/uscode/text/19/chapter-23', '2026-11-21', NULL);
