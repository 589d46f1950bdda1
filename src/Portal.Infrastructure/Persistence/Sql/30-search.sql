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
