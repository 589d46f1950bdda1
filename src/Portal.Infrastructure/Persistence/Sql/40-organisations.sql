-- What was filed before filings noted the organisations that they name is read out of their answers, once.
do $$
begin
    if not exists (select from filed_organisations) then
        insert into filed_organisations (filing_id, siret, role, name)
        select distinct on (found.filing_id, found.siret) found.filing_id, found.siret, found.role, left(found.name, 300)
        from (
            select filing.id as filing_id,
                   regexp_replace(filing.answers ->> (field ->> 'key'), '\s', '', 'g') as siret,
                   case when field ->> 'key' = 'lead_siret' then 'Lead' else 'Member' end as role,
                   coalesce(filing.answers ->> replace(field ->> 'key', 'siret', 'name'), '') as name
            from filings filing
            join dossiers dossier on dossier.id = filing.dossier_id
            join forms form on form.id = dossier.form_id,
                 jsonb_array_elements(form.sections) section,
                 jsonb_array_elements(section -> 'fields') field
            where field ->> 'type' = 'siret'
            union all
            select filing.id,
                   regexp_replace(line ->> (part ->> 'key'), '\s', '', 'g'),
                   'Member',
                   coalesce(line ->> replace(part ->> 'key', 'siret', 'name'), '')
            from filings filing
            join dossiers dossier on dossier.id = filing.dossier_id
            join forms form on form.id = dossier.form_id,
                 jsonb_array_elements(form.sections) section,
                 jsonb_array_elements(section -> 'fields') field,
                 jsonb_array_elements(coalesce(field -> 'columns', '[]')) part,
                 jsonb_array_elements(coalesce(filing.answers -> (field ->> 'key'), '[]')) line
            where part ->> 'type' = 'siret'
        ) found
        where found.siret ~ '^[0-9]{14}$'
        order by found.filing_id, found.siret, found.role;
    end if;
end $$;
