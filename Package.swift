// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "counterpart",
    products: [
        .executable(name: "counterpart", targets: ["Tool"]),
        .library(name: "Liquid", targets: ["Liquid"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Diagnostics", swiftSettings: settings),
        .target(name: "Notation", swiftSettings: settings),
        .target(name: "Liquid", dependencies: ["Diagnostics", "Notation"], swiftSettings: settings),
        .target(name: "Commerce", dependencies: ["Diagnostics", "Notation"], swiftSettings: settings),
        .target(
            name: "DataSources",
            dependencies: ["Commerce", "Diagnostics", "Notation", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings),
        .target(
            name: "Templates", path: "Templates", exclude: ["README.md"],
            resources: [.embedInCode("shipped"), .embedInCode("starter"), .embedInCode("labels")],
            swiftSettings: settings),
        .target(
            name: "Documents",
            dependencies: [
                "CCrypto", "CMark", "CXLSXWriter", "CZlib", "Commerce", "Diagnostics", "Liquid", "Notation",
                "Templates",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "Tool",
            dependencies: [
                "CMalloc", "Commerce", "DataSources", "Diagnostics", "Documents", "Liquid", "Notation",
                "Templates",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["Commerce", "DataSources", "Diagnostics", "Documents", "Liquid", "Notation"],
            swiftSettings: settings),
        .target(name: "Golden", path: "Tests/Golden", swiftSettings: settings),
        .target(
            name: "Readers", dependencies: ["CZlib", "Diagnostics", "Notation"], path: "Tests/Readers",
            swiftSettings: settings),
        .testTarget(
            name: "DiagnosticsTests", dependencies: ["Diagnostics", "Golden"], swiftSettings: settings),
        .testTarget(name: "NotationTests", dependencies: ["Notation", "Golden"], swiftSettings: settings),
        .testTarget(
            name: "LiquidTests", dependencies: ["Diagnostics", "Liquid", "Notation", "Golden"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "CommerceTests", dependencies: ["Commerce", "Diagnostics", "Notation", "Golden"],
            swiftSettings: settings),
        .testTarget(
            name: "DataSourcesTests",
            dependencies: ["Commerce", "DataSources", "Diagnostics", "Notation", "Golden"],
            swiftSettings: settings),
        .testTarget(
            name: "DocumentsTests",
            dependencies: [
                "Commerce", "DataSources", "Diagnostics", "Documents", "Liquid", "Notation", "Templates",
                "Golden",
                "Readers",
            ],
            exclude: ["Fixtures", "Schemas"], swiftSettings: settings),
        .testTarget(
            name: "ToolTests", dependencies: ["Tool", "Diagnostics", "Notation", "Golden", "Readers"],
            exclude: ["Errors"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
