-- Full-text search of calls in French and English; accents count in neither, and the beginning of a word is enough
-- where the query is words alone, without quotes, exclusions or "or". Particulars of acknowledgements are the same in all
-- calls, and tell none from another.
create extension if not exists unaccent;

do $$
begin
    if not exists (select from pg_ts_config where cfgname = 'portal_fr') then
        create text search configuration portal_fr (copy = french);
        alter text search configuration portal_fr alter mapping for hword, hword_part, word with unaccent, french_stem;
    end if;
    if not exists (select from pg_ts_config where cfgname = 'portal_en') then
        create text search configuration portal_en (copy = english);
        alter text search configuration portal_en alter mapping for hword, hword_part, word with unaccent, english_stem;
    end if;
end $$;

create or replace function search_calls(query text) returns table (id uuid)
    language sql stable
    as $$
        select calls.id
        from calls,
             lateral (select string_agg(word #>> '{}', ' ') as words from jsonb_path_query(presentation - '{service,silence}'::text[], 'strict $.**.fr') word) fr,
             lateral (select string_agg(word #>> '{}', ' ') as words from jsonb_path_query(presentation - '{service,silence}'::text[], 'strict $.**.en') word) en,
             lateral (select string_agg(found[1] || ':*', ' & ') as words
                      from regexp_matches(query, '\w+', 'g') found
                      where query !~* '"|(^|\s)-|\mor\M') begun
        where to_tsvector('portal_fr', fr.words) @@ websearch_to_tsquery('portal_fr', query)
           or to_tsvector('portal_en', en.words) @@ websearch_to_tsquery('portal_en', query)
           or to_tsvector('portal_fr', fr.words) @@ to_tsquery('portal_fr', begun.words)
           or to_tsvector('portal_en', en.words) @@ to_tsquery('portal_en', begun.words)
    $$;

-- Search of what the programme's pages say, which bears typing errors: by what pieces of three letters words share. All of
-- it is public as it stands; winners, which may be under embargo, and services, whose words are those that were filed, are
-- searched by their own queries.
create extension if not exists pg_trgm;

-- Words as they are compared: accents and capitals don't count.
create or replace function bare_words(words text) returns text
    language sql immutable strict parallel safe
    as $$ select public.unaccent('public.unaccent'::regdictionary, lower(words)) $$;

create or replace function search_programme(query text, language text)
    returns table (kind text, path text, title text, words text, score real)
    language sql stable
    as $$
        with pages as (
            select 'call' as kind, '/calls/' || slug as path, presentation -> 'title' as title, presentation -> 'summary' as words
            from calls where published_at is not null
            union all
            select 'challenge', '/challenges/' || slug, challenges.words -> 'title', challenges.words -> 'summary' from challenges
            union all
            select 'consultation', '/consultations/' || slug, consultations.words -> 'title', consultations.words -> 'summary' from consultations
            union all
            select 'report', '/reports/' || slug, followed_reports.words -> 'title', followed_reports.words -> 'summary' from followed_reports
            union all
            select 'recommendation', '/reports/' || report || '/' || number, text, axis from recommendations
            union all
            select 'event', '/events/' || slug, content -> 'title', content -> 'summary' from programme_events
            union all
            select 'cohort', '/cohorts/' || slug, content -> 'title', content -> 'summary' from cohorts
            union all
            select 'member', '/cohorts/' || slug, jsonb_build_object('fr', member -> 'name', 'en', member -> 'name'), member -> 'product'
            from cohorts, jsonb_array_elements(content -> 'members') member
            union all
            select 'contact', '/contacts' || coalesce('?region=' || region, ''), jsonb_build_object('fr', name, 'en', name), help from contact_bodies where closed_at is null
            union all
            select 'matter', '/orientation/' || (matter ->> 'key'),
                   coalesce(nullif(matter -> 'title', 'null'::jsonb), (select name from programme_terms where kind = 'Regime' and key = matter ->> 'key')),
                   coalesce(nullif(matter -> 'text', 'null'::jsonb), matter -> 'reason')
            from (select content from guides order by version desc limit 1) guide, jsonb_array_elements(guide.content -> 'matters') matter
            where matter ->> 'kind' <> 'call'
        ),
        scored as (
            select pages.kind, pages.path, pages.title ->> language as title, pages.words ->> language as words,
                   greatest(word_similarity(sought, bare_words(concat_ws(' ', pages.title ->> 'fr', pages.title ->> 'en'))),
                            0.8 * word_similarity(sought, bare_words(concat_ws(' ', pages.words ->> 'fr', pages.words ->> 'en'))))::real as score
            from pages, bare_words(query) sought
        )
        select scored.kind, scored.path, scored.title, coalesce(scored.words, ''), scored.score
        from scored where scored.title is not null and scored.score >= 0.4
        order by scored.score desc, scored.path limit 50
    $$;

-- Titles are compared without their accents by now.
drop index if exists ix_winners_title_words;
