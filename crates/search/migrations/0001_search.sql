-- The search index: a copy of what other domains say, made for finding.

-- Typing mistakes in long words. A trusted extension, so the owner may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

-- Which part holds the index that is asked, and which one is being built beside it.
CREATE TABLE search.indexes (
    kind         text PRIMARY KEY CHECK (kind IN ('LISTING', 'BUSINESS')),
    live         smallint NOT NULL,
    building     smallint,
    -- Names the rebuild that may write to `building`; another one takes over by writing its own.
    rebuild      uuid,
    switched_at  timestamptz NOT NULL DEFAULT 'epoch',
    CHECK (building IS DISTINCT FROM live)
);
INSERT INTO search.indexes (kind, live) VALUES ('LISTING', 0), ('BUSINESS', 2);

-- One row per listing or business that was ever heard of; what nobody may see keeps its version, so that an older
-- event does not bring it back, and nothing else.
CREATE TABLE search.documents (
    part           smallint NOT NULL,
    id             uuid NOT NULL,
    version        bigint NOT NULL,
    -- Whose listing it is; none for a business.
    business_id    uuid,
    -- When it went live, moved by what makes it trustworthy: the order in which candidates are taken.
    rank_at        timestamptz,
    activated_at   timestamptz,
    expires_at     timestamptz,
    featured_until timestamptz,
    latitude       double precision,
    longitude      double precision,
    price_minor    bigint,
    currency       text,
    type           text,
    country        text,
    category       text,
    verified       boolean NOT NULL DEFAULT false,
    has_photo      boolean NOT NULL DEFAULT false,
    title_words    smallint NOT NULL DEFAULT 1,
    -- Words of the title: as written (A) and in their other forms (B); filters as lexemes that begin with `=`.
    title          tsvector,
    -- All words: of the title (A), of category and place (B), of the description (D); filters as above.
    words          tsvector,
    -- What suggestions take from the title.
    phrases        text[] NOT NULL DEFAULT '{}',
    -- The description, for the excerpt.
    body           text NOT NULL DEFAULT '',
    PRIMARY KEY (part, id)
) PARTITION BY LIST (part);
CREATE TABLE search.documents_0 PARTITION OF search.documents FOR VALUES IN (0);
CREATE TABLE search.documents_1 PARTITION OF search.documents FOR VALUES IN (1);
CREATE TABLE search.documents_2 PARTITION OF search.documents FOR VALUES IN (2);
CREATE TABLE search.documents_3 PARTITION OF search.documents FOR VALUES IN (3);

-- Without pending lists: a search never has to read what an insert has left for later.
CREATE INDEX documents_by_title ON search.documents USING gin (title) WITH (fastupdate = off);
CREATE INDEX documents_by_words ON search.documents USING gin (words) WITH (fastupdate = off);
CREATE INDEX documents_by_business ON search.documents (business_id) WHERE business_id IS NOT NULL;
CREATE INDEX documents_by_rank ON search.documents (rank_at DESC) WHERE rank_at IS NOT NULL;

DO $$
DECLARE part integer;
BEGIN
    FOR part IN 0..3 LOOP
        -- How common a word is decides between walking the newest documents and asking the word's own list.
        EXECUTE format(
            'ALTER TABLE search.documents_%s ALTER title SET STATISTICS 400, ALTER words SET STATISTICS 400,
                 ALTER title SET STORAGE main', part);
        EXECUTE format('ALTER TABLE search.documents_%s SET (autovacuum_analyze_scale_factor = 0.02)', part);
    END LOOP;
END $$;

-- Words and pairs of words that titles are made of: for suggestions and for putting typing mistakes right.
CREATE TABLE search.phrases (
    part      smallint NOT NULL,
    -- Without accents and capitals.
    phrase    text COLLATE "C" NOT NULL,
    -- As it was written first.
    shown     text NOT NULL,
    words     smallint NOT NULL,
    -- The word with one or two of its first letters left out: two words one slip apart share one of these.
    slips     text[] NOT NULL DEFAULT '{}',
    documents integer NOT NULL,
    PRIMARY KEY (part, phrase)
);
CREATE INDEX phrases_by_slip ON search.phrases USING gin (slips) WHERE words = 1;
CREATE INDEX phrases_by_trigram ON search.phrases USING gin (phrase public.gin_trgm_ops) WHERE words = 1;

-- Words that mean the same in trade; a managed list.
CREATE TABLE search.synonyms (
    meaning integer NOT NULL,
    phrase  text NOT NULL,
    PRIMARY KEY (meaning, phrase)
);

-- What people search for, counted without saying who: for suggestions and for seeing what is not found.
CREATE TABLE search.queries (
    query    text COLLATE "C" NOT NULL,
    language text NOT NULL,
    shown    text NOT NULL,
    searches bigint NOT NULL,
    empty    bigint NOT NULL,
    last_at  timestamptz NOT NULL,
    PRIMARY KEY (query, language)
);

-- The program's role owns nothing, so what needs an owner stands in functions that do that and no more.

-- Empties a part that nobody reads or builds, and makes it ready to be filled fast.
CREATE FUNCTION search.empty_part(wanted smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM search.indexes WHERE live = wanted OR building = wanted) THEN
        RAISE EXCEPTION 'part % is in use', wanted;
    END IF;
    EXECUTE format('TRUNCATE search.documents_%s', wanted);
    DELETE FROM search.phrases WHERE part = wanted;
END $$;

-- Tells the planner what a part holds.
CREATE FUNCTION search.analyse_part(wanted smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    EXECUTE format('ANALYZE search.documents_%s', wanted);
END $$;

INSERT INTO search.synonyms (meaning, phrase)
SELECT row_number() OVER (), unnest(string_to_array(line, ',')) FROM unnest(ARRAY[
    'maize,corn,mealies,maïs,milho,mahindi,ذرة',
    'rice,riz,arroz,mchele,أرز',
    'beans,haricots,feijão,maharagwe,فاصوليا',
    'groundnuts,peanuts,arachides,cacahuètes,amendoim,karanga,فول سوداني',
    'cassava,manioc,mandioca,muhogo,yuca,كسافا',
    'sweet potatoes,patates douces,batata-doce,viazi vitamu,بطاطا حلوة',
    'potatoes,irish potatoes,pommes de terre,viazi,بطاطس',
    'onions,oignons,cebolas,vitunguu,بصل',
    'tomatoes,tomates,nyanya,طماطم,بندورة',
    'okra,gombo,quiabo,bamia,بامية',
    'aubergine,eggplant,garden egg,beringela,biringanya,باذنجان',
    'hot pepper,chilli,piment,pilipili,فلفل حار',
    'plantain,cooking banana,banane plantain,موز الطبخ',
    'mangoes,mangues,mangas,maembe,مانجو',
    'dates,dattes,tâmaras,tende,تمور',
    'goats,chèvres,cabras,mbuzi,ماعز',
    'cows,cattle,vaches,bovins,ng''ombe,أبقار',
    'sheep,moutons,ovelhas,kondoo,أغنام',
    'chicken,poultry,poulets,volaille,frango,kuku,دجاج,دواجن',
    'eggs,œufs,ovos,mayai,بيض',
    'fish,poisson,peixe,samaki,سمك',
    'honey,miel,mel,asali,عسل',
    'cocoa,cacao,cacau,كاكاو',
    'coffee,café,kahawa,بن,قهوة',
    'tea,thé,chá,chai,شاي',
    'cashew nuts,noix de cajou,anacarde,caju,korosho,كاجو',
    'palm oil,huile de palme,huile rouge,óleo de palma,mawese,زيت النخيل',
    'sesame,simsim,sésame,gergelim,ufuta,سمسم',
    'shea butter,karité,beurre de karité,زبدة الشيا',
    'flour,farine,farinha,unga,دقيق,طحين',
    'sugar,sucre,açúcar,sukari,سكر',
    'fertiliser,fertilizer,engrais,adubo,mbolea,سماد,أسمدة',
    'seeds,semences,sementes,mbegu,بذور',
    'lorry,truck,camion,caminhão,roli,شاحنة',
    'car,vehicle,automobile,voiture,carro,gari,سيارة',
    'motorbike,motorcycle,boda boda,okada,moto,pikipiki,دراجة نارية',
    'tricycle,keke,tuk tuk,bajaj,توك توك',
    'minibus,matatu,trotro,danfo,dala dala,ميكروباص',
    'tyre,tire,pneu,tairi,إطار',
    'spare parts,pièces détachées,peças,vipuri,قطع غيار',
    'petrol,gasoline,fuel,essence,gasolina,بنزين',
    'diesel,gasoil,gazole,مازوت,ديزل',
    'cooking gas,lpg,butane,gaz butane,غاز الطبخ',
    'generator,genset,groupe électrogène,gerador,jenereta,مولد',
    'solar panel,pv module,panneau solaire,painel solar,paneli za sola,لوح شمسي,ألواح شمسية',
    'mobile money,momo,m-pesa,mpesa,airtime money,argent mobile',
    'mobile phone,cell phone,cellphone,handset,smartphone,téléphone portable,telemóvel,simu,هاتف,جوال',
    'fridge,refrigerator,réfrigérateur,frigo,geladeira,friji,ثلاجة',
    'television,tv,télévision,téléviseur,televisão,runinga,تلفاز,تلفزيون',
    'computer,pc,ordinateur,computador,kompyuta,حاسوب,كمبيوتر',
    'cement,ciment,cimento,saruji,أسمنت,إسمنت',
    'iron sheets,roofing sheets,corrugated sheets,tôles,mabati,ألواح سقف',
    'rebar,reinforcement steel,iron rods,fer à béton,nondo,حديد تسليح',
    'timber,lumber,wood,bois,madeira,mbao,خشب',
    'bricks,blocks,briques,parpaings,tijolos,matofali,طوب',
    'house,home,maison,casa,nyumba,بيت,منزل',
    'flat,apartment,appartement,apartamento,شقة',
    'land,plot,terrain,parcelle,terreno,kiwanja,أرض',
    'fabric,cloth,tissu,étoffe,tecido,kitambaa,قماش,أقمشة',
    'wax print,ankara,kitenge,pagne,chitenge',
    'second-hand clothes,used clothes,mitumba,okrika,friperie,ملابس مستعملة',
    'shoes,footwear,chaussures,sapatos,viatu,أحذية',
    'clothes,clothing,garments,vêtements,roupa,nguo,ملابس',
    'tailor,seamstress,dressmaker,couturier,tailleur,alfaiate,fundi cherehani,خياط',
    'bag,sack,sac,saco,gunia,كيس',
    'transport,haulage,freight,logistics,transporte,usafiri,نقل',
    'shipping,sea freight,fret maritime,شحن بحري',
    'warehouse,storage,entrepôt,armazém,ghala,مستودع,مخزن',
    'lawyer,advocate,solicitor,avocat conseil,advogado,wakili,محام',
    'accountant,bookkeeper,comptable,contabilista,mhasibu,محاسب',
    'borehole,well drilling,water drilling,forage,kisima,حفر آبار',
    'water pump,pompe à eau,motopompe,bomba de água,pampu ya maji,مضخة مياه',
    'irrigation,drip,goutte à goutte,umwagiliaji,ري',
    'tractor,tracteur,trator,trekta,جرار'
]) AS line;
