using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Carries what happens at the desk from one instance to the others.</summary>
public sealed class DeskChannel(IConfiguration configuration, ILogger<DeskChannel> log)
    : Channel<DeskMessage>("portal_desk", configuration, log);

public sealed class DeskListener(DeskChannel channel, DeskPresence presence, ILogger<DeskListener> log)
    : ChannelListener<DeskMessage>(channel, presence.HearAsync, log);
