using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Infrastructure.Persistence.Migrations;

/// <summary>
/// What calls said of reminders before cut-offs and steps becomes rules for both; what was told keeps its occasion, so that
/// nobody is told it again; mails learn which call they are about.
/// </summary>
internal static class ReminderRulesData
{
    public static void Convert(MigrationBuilder migration) =>
        migration.Sql(
            """
            update calls set reminders = jsonb_build_array(
                jsonb_build_object('kind', 'cut-off', 'before', reminders, 'keepsOfficeHours', true),
                jsonb_build_object('kind', 'step', 'before', reminders, 'keepsOfficeHours', true))
            where jsonb_typeof(reminders) = 'array' and not jsonb_path_exists(reminders, '$[*].kind');
            update outbox set occasion = occasion || ':24' where template = 'audition-reminder';
            update outbox set occasion = regexp_replace(occasion, '^(wishes\.reminder:[^:]+:[^:]+):', '\1:48:') where template = 'wishes-reminder';
            update outbox set call_id = dossier.call_id from dossiers dossier where dossier.id = outbox.dossier_id;
            """
        );
}
