/** The value types of both contracts, generated from their documents. */
module dev.roster.api.model {
  requires transitive com.fasterxml.jackson.annotation;
  requires static transitive jakarta.validation;
  requires static transitive org.jspecify;

  exports dev.roster.compleat.model;
  exports dev.roster.coolset.model;
}
