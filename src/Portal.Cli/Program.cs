return Portal.Cli.FileCommands.Run(args, Console.Out, Console.Error);
