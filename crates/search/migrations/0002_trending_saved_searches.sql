-- What is looked at most, searches that are kept, and queries of several people.

-- Suggested is what different people have asked: keyed hashes of them, renewed every month.
ALTER TABLE search.queries ADD askers bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE search.queries ADD people integer NOT NULL GENERATED ALWAYS AS (cardinality(askers)) STORED;
CREATE INDEX queries_of_several ON search.queries (query) WHERE people >= 5;

-- How many different people showed interest in a listing, hour by hour.
CREATE TABLE search.engagement (
    listing_id uuid NOT NULL,
    hour       timestamptz NOT NULL,
    people     bigint NOT NULL,
    -- How many kept it; who keeps a listing means it more than who looks at it.
    saves      bigint NOT NULL,
    PRIMARY KEY (listing_id, hour)
);
CREATE INDEX engagement_by_hour ON search.engagement (hour);

-- What that comes to, worked out each minute.
CREATE TABLE search.trending (
    listing_id uuid PRIMARY KEY,
    score      double precision NOT NULL
);

-- A search that somebody keeps, in the form that finds it for a new listing.
CREATE TABLE search.saved_searches (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL,
    -- Its own listings are no news to a business.
    business_id  uuid,
    name         text NOT NULL,
    -- The query string that does the search again.
    query        text NOT NULL,
    alerts       boolean NOT NULL,
    created_at   timestamptz NOT NULL,
    -- A `tsquery` of all words and filters.
    wanted       text NOT NULL,
    currency     text,
    price_min    bigint,
    price_max    bigint,
    latitude     double precision,
    longitude    double precision,
    radius_m     double precision,
    last_told_at timestamptz,
    -- When its owner is to be told of listings that were found.
    tell_at      timestamptz,
    CONSTRAINT saved_searches_once UNIQUE (user_id, query)
);
CREATE INDEX saved_searches_to_tell ON search.saved_searches (tell_at) WHERE tell_at IS NOT NULL;
ALTER TABLE search.saved_searches ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON search.saved_searches USING (
    current_setting('app.system', true) = 'on'
    OR user_id = nullif(current_setting('app.user_id', true), '')::uuid
);

-- What each kept search is filed under: a listing that answers it has one of these words, the rarest that it asks for.
-- In a table of its own without names, since an index on words is not used through row-level security.
CREATE TABLE search.saved_anchors (
    search_id uuid PRIMARY KEY REFERENCES search.saved_searches ON DELETE CASCADE,
    anchors   text[] NOT NULL
);
CREATE INDEX saved_anchors_by_word ON search.saved_anchors USING gin (anchors) WITH (fastupdate = off);

-- New listings that answer a kept search, each found once.
CREATE TABLE search.saved_matches (
    search_id  uuid NOT NULL REFERENCES search.saved_searches ON DELETE CASCADE,
    listing_id uuid NOT NULL,
    matched_at timestamptz NOT NULL,
    told_at    timestamptz,
    PRIMARY KEY (search_id, listing_id)
);
CREATE INDEX saved_matches_by_time ON search.saved_matches (matched_at);
ALTER TABLE search.saved_matches ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON search.saved_matches USING (current_setting('app.system', true) = 'on');

-- More words that mean the same in trade.
INSERT INTO search.synonyms (meaning, phrase)
SELECT (SELECT max(meaning) FROM search.synonyms) + row_number() OVER (), unnest(string_to_array(line, ','))
FROM unnest(ARRAY[
    'salt,sel,sal,chumvi,ملح',
    'bread,loaf,pain,pão,mkate,خبز',
    'milk,dairy,lait,leite,maziwa,حليب,لبن',
    'meat,beef,viande,boeuf,carne,nyama,لحم,لحوم',
    'cooking oil,vegetable oil,edible oil,huile de cuisine,huile végétale,óleo alimentar,óleo vegetal,mafuta ya kupikia,زيت الطعام,زيت نباتي',
    'millet,mil,milhete,uwele,دخن',
    'sorghum,guinea corn,sorgho,sorgo,mtama,ذرة رفيعة',
    'wheat,blé,trigo,ngano,قمح',
    'yam,yams,igname,inhame,viazi vikuu,يام',
    'bananas,bananes,ndizi,موز',
    'oranges,laranjas,machungwa,برتقال',
    'pineapple,ananas,abacaxi,ananás,nanasi,أناناس',
    'avocado,avocat hass,abacate,parachichi,أفوكادو',
    'watermelon,pastèque,melancia,tikiti maji,بطيخ',
    'ginger,gingembre,gengibre,tangawizi,زنجبيل',
    'garlic,ail,alho,kitunguu saumu,ثوم',
    'hibiscus,bissap,karkade,roselle,كركديه',
    'cotton,coton,algodão,pamba,قطن',
    'leather,hides,cuir,couro,ngozi,جلد,جلود',
    'soap,savon,sabão,sabuni,صابون',
    'detergent,washing powder,lessive,detergente,sabuni ya unga,مسحوق غسيل',
    'charcoal,charbon,carvão,makaa,فحم',
    'furniture,meubles,móveis,mobília,samani,أثاث',
    'chairs,chaises,cadeiras,viti,كراسي',
    'tables,desks,bureaux,mesas,meza,طاولات,مكاتب',
    'bed,lit,cama,kitanda,سرير',
    'mattress,matelas,colchão,godoro,مرتبة,فرشة',
    'paint,peinture,tinta,rangi,دهان,طلاء',
    'tiles,carrelage,carreaux,azulejos,vigae,بلاط',
    'sand,sable,areia,mchanga,رمل',
    'gravel,ballast,gravier,brita,kokoto,حصى',
    'pipes,tubes,tuyaux,tubos,mabomba,أنابيب,مواسير',
    'water tank,storage tank,réservoir d''eau,citerne,caixa de água,tanki la maji,خزان مياه',
    'battery,batterie,bateria,betri,بطارية',
    'bicycle,bike,vélo,bicicleta,baiskeli,دراجة هوائية',
    'bus,coach,autocar,autobus,autocarro,basi,حافلة,باص',
    'laptop,notebook,ordinateur portable,computador portátil,laptopu,لابتوب,حاسوب محمول,كمبيوتر محمول',
    'phone,telephone,téléphone,telefone,smartphone,simu,هاتف,تلفون',
    'freight,fret,frete,shipment,usafirishaji,شحن',
    'printer,imprimante,impressora,printa,طابعة',
    'printing,imprimerie,impressão,uchapishaji,طباعة',
    'sewing machine,machine à coudre,máquina de costura,cherehani,ماكينة خياطة',
    'milling machine,grinding mill,posho mill,moulin,moinho,mashine ya kusaga,طاحونة',
    'welding,soudure,soldadura,uchomeleaji,لحام',
    'plumber,plombier,canalizador,encanador,fundi bomba,سباك',
    'electrician,électricien,eletricista,fundi umeme,كهربائي',
    'carpenter,joiner,menuisier,carpinteiro,seremala,نجار',
    'mechanic,mécanicien,mecânico,fundi magari,ميكانيكي',
    'cleaning,nettoyage,limpeza,usafi,تنظيف',
    'security guard,watchman,gardien,segurança,mlinzi,حارس',
    'catering,traiteur,restauração,upishi,خدمات طعام',
    'hairdresser,hair salon,coiffure,cabeleireiro,saluni,مصفف شعر',
    'hair extensions,weaves,wigs,perruques,tissage,perucas,nywele bandia,شعر مستعار,باروكة',
    'cosmetics,beauty products,cosmétiques,cosméticos,vipodozi,مستحضرات تجميل',
    'school uniform,uniforme scolaire,uniforme escolar,sare za shule,زي مدرسي',
    'exercise books,notebooks school,cahiers,cadernos,madaftari,دفاتر',
    'books,livres,livros,vitabu,كتب',
    'medicine,drugs,médicaments,medicamentos,dawa,أدوية',
    'loan,credit,prêt,empréstimo,mkopo,قرض',
    'insurance,assurance,seguro,bima,تأمين',
    'rent,rental,hire,for rent,location,louer,aluguel,arrendamento,kukodisha,kodi,إيجار,للإيجار',
    'second hand,used,occasion,usagé,usado,segunda mão,mtumba,iliyotumika,مستعمل',
    'wholesale,bulk,en gros,grossiste,atacado,grosso,jumla,جملة,بالجملة',
    'gold,or pur,ouro,dhahabu,ذهب',
    'animal feed,chicken feed,aliment bétail,provende,ração,chakula cha mifugo,أعلاف,علف',
    'day old chicks,chicks,poussins,pintos,vifaranga,كتاكيت,صيصان',
    'seedlings,plants de pépinière,mudas,miche,شتلات',
    'pesticide,insecticide,herbicide,pesticides,pesticida,dawa ya wadudu,مبيدات',
    'packaging,emballage,embalagem,vifungashio,تغليف,تعبئة',
    'plastic bottles,bouteilles plastiques,garrafas de plástico,chupa za plastiki,زجاجات بلاستيك',
    'jewellery,jewelry,bijoux,joias,vito,مجوهرات,حلي',
    'baskets,paniers,cestos,vikapu,سلال'
]) AS line;
