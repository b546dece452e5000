public import Diagnostics

/// Why a rendering into a sink ended early.
public enum RenderFailure<Sink: Error>: Error {
    /// The template or its data.
    case template(Diagnostic)
    /// What the sink threw.
    case sink(Sink)
}
