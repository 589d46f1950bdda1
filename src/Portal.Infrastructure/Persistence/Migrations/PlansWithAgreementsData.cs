using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Infrastructure.Persistence.Migrations;

/// <summary>
/// Agreements take the plan that their call has: nobody knows an earlier one. A project was decided on for the aid that it
/// has, until its decision is looked at.
/// </summary>
internal static class PlansWithAgreementsData
{
    public static void Convert(MigrationBuilder migration) =>
        migration.Sql(
            """
            update agreements set plan = call.follow_up
            from projects project join calls call on call.id = project.call_id
            where project.id = agreements.project_id;
            alter table agreements alter column plan drop default;
            update projects set decided = aid;
            """
        );
}
