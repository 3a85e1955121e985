Console.WriteLine("RevenueFunctions local host");
