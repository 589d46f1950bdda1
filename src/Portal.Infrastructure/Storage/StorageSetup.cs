using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Storage;

public static class StorageSetup
{
    /// <summary>Files on disk under <c>Storage:Path</c>, or in a bucket where <c>Storage:Kind</c> is <c>s3</c>.</summary>
    public static void AddPortalStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var storage = configuration.GetSection("Storage");
        if (storage["Kind"] == "s3")
        {
            services.AddSingleton<IAmazonS3>(_ => Client(storage.GetSection("S3")));
            services.AddSingleton<IFileStore>(all => new S3FileStore(
                all.GetRequiredService<IAmazonS3>(),
                Needed(storage, "S3:Bucket")
            ));
            services.AddSingleton<IUploadStore>(all => new S3UploadStore(
                all.GetRequiredService<IAmazonS3>(),
                Needed(storage, "S3:Bucket")
            ));
            return;
        }
        var folder = Path.GetFullPath(storage["Path"] ?? ".data/files");
        services.AddSingleton<IFileStore>(_ => new DiskFileStore(folder));
        services.AddSingleton<IUploadStore>(_ => new DiskUploadStore(folder));
    }

    private static AmazonS3Client Client(IConfiguration s3) =>
        new(
            new BasicAWSCredentials(Needed(s3, "AccessKey"), Needed(s3, "SecretKey")),
            new AmazonS3Config
            {
                ServiceURL = Needed(s3, "Endpoint"),
                ForcePathStyle = true,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            }
        );

    private static string Needed(IConfiguration section, string key) =>
        section[key] ?? throw new InvalidOperationException($"Storage is set to s3, but {key} is not set.");
}
