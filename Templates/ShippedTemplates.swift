/// The templates that come with the program, carried inside the binary.
package enum ShippedTemplates {}
