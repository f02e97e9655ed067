// All of the sample where the package feed lacks Semantic Kernel.
Console.Error.WriteLine("This sample was built without Semantic Kernel, which the package feed did not have. Build the solution where it has.");
return 1;
