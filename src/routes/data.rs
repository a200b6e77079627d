//! The files under /data/: which there are, and what each is called.
//!
//! In: nothing. Out: [`Data`] with the path and the media type of each. Must not know what stands in the files.

/// A file under /data/.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Data {
    /// An array with an object on each line.
    Json(Rows),
    Csv(Sheet),
    /// Entities of FollowTheMoney, one on each line.
    FollowTheMoney,
    Gexf,
    GraphMl,
    /// The sources as CSL-JSON.
    Csl,
    /// The JSON Schema of a file.
    Schema(Schema),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rows {
    Articles,
    Entities,
    Events,
    Claims,
    Relations,
    Sources,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    Entities,
    Events,
    Claims,
    Relations,
    Mentions,
}

/// What a JSON Schema describes: a file of rows, or one of the other JSON files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Schema {
    Rows(Rows),
    Csl,
    /// A line of the file, which as a whole is no JSON.
    FollowTheMoney,
    /// The W3C annotations of a page.
    Annotations,
}

impl Data {
    /// Every file with its path below /data/.
    pub const ALL: [(Data, &'static str); 24] = [
        (Data::Json(Rows::Articles), "articles.json"),
        (Data::Json(Rows::Entities), "entities.json"),
        (Data::Json(Rows::Events), "events.json"),
        (Data::Json(Rows::Claims), "claims.json"),
        (Data::Json(Rows::Relations), "relations.json"),
        (Data::Json(Rows::Sources), "sources.json"),
        (Data::Csv(Sheet::Entities), "entities.csv"),
        (Data::Csv(Sheet::Events), "events.csv"),
        (Data::Csv(Sheet::Claims), "claims.csv"),
        (Data::Csv(Sheet::Relations), "relations.csv"),
        (Data::Csv(Sheet::Mentions), "mentions.csv"),
        (Data::FollowTheMoney, "entities.ftm.json"),
        (Data::Gexf, "graph.gexf"),
        (Data::GraphMl, "graph.graphml"),
        (Data::Csl, "sources.csl.json"),
        (Data::Schema(Schema::Rows(Rows::Articles)), "schemas/articles.json"),
        (Data::Schema(Schema::Rows(Rows::Entities)), "schemas/entities.json"),
        (Data::Schema(Schema::Rows(Rows::Events)), "schemas/events.json"),
        (Data::Schema(Schema::Rows(Rows::Claims)), "schemas/claims.json"),
        (Data::Schema(Schema::Rows(Rows::Relations)), "schemas/relations.json"),
        (Data::Schema(Schema::Rows(Rows::Sources)), "schemas/sources.json"),
        (Data::Schema(Schema::Csl), "schemas/sources.csl.json"),
        (Data::Schema(Schema::FollowTheMoney), "schemas/entities.ftm.json"),
        (Data::Schema(Schema::Annotations), "schemas/annotations.json"),
    ];

    /// The path below /data/.
    pub fn path(self) -> &'static str {
        Self::ALL.iter().find(|(known, _)| *known == self).map_or("", |(_, path)| path)
    }

    /// For `type` of a link: what IANA has registered, else what the makers of the format use.
    pub fn media_type(self) -> &'static str {
        match self {
            Data::Json(_) => "application/json",
            Data::Csv(_) => "text/csv",
            Data::FollowTheMoney => "application/json+ftm",
            Data::Gexf => "application/gexf+xml",
            Data::GraphMl => "application/graphml+xml",
            Data::Csl => "application/vnd.citationstyles.csl+json",
            Data::Schema(_) => "application/schema+json",
        }
    }
}
