return NodeNet.Tool.NodeNetTool.Run(args, Console.Out, Console.Error);
