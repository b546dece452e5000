// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the flags of the fuzzer never touch the program; see `run.sh`.
let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "counterpart", path: "../..")],
    targets: [
        .executableTarget(
            name: "FuzzLiquid", dependencies: [.product(name: "Liquid", package: "counterpart")],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])])
    ],
    swiftLanguageModes: [.v6]
)
