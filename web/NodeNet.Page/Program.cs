Environment.SetEnvironmentVariable("NODENET_FAST", "scalar"); // before the first use of the library: the interpreter has no wide vectors
