//! The tree of a formula.

use std::collections::BTreeSet;

/// A formula, ready to run. Its JSON is short: `["&&",["==","tipo",["'","a"]],["has","note"]]`, where a
/// bare text is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An amount of money, in cents.
    Money(i64),
    /// A civil day.
    Date(jiff::civil::Date),
    /// A text.
    Text(String),
    /// What stands under a name: an answer, or the element that a macro such as `all` looks at.
    Name(String),
    /// A field of a record.
    Field(Box<Expr>, String),
    /// An operator, a function or a macro with its operands in the order in which they are written.
    Call(Op, Vec<Expr>),
}

macro_rules! operators {
    ($($(#[doc = $doc:literal])+ $op:ident = $sign:literal,)+) => {
        /// What a formula can do. Adding one is code; using one is data.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Op {
            $($(#[doc = $doc])+ $op,)+
        }

        impl Op {
            /// Every operator.
            pub const ALL: &[Self] = &[$(Self::$op,)+];

            /// How it stands in the JSON of a tree.
            #[must_use]
            pub fn sign(self) -> &'static str {
                match self {
                    $(Self::$op => $sign,)+
                }
            }
        }
    };
}

operators! {
    /// Both; false as soon as one is false, even if the other has no value.
    And = "&&",
    /// At least one; true as soon as one is true, even if the other has no value.
    Or = "||",
    /// The opposite.
    Not = "!",
    /// A condition, what it comes to if that is true, and if it is false.
    If = "?",
    /// Equal.
    Eq = "==",
    /// Different.
    Ne = "!=",
    /// Less, before.
    Lt = "<",
    /// Less or equal.
    Le = "<=",
    /// More, after.
    Gt = ">",
    /// More or equal.
    Ge = ">=",
    /// A value is in a list.
    In = "in",
    /// Sum of numbers or money; two texts joined.
    Add = "+",
    /// Difference of numbers or money.
    Sub = "-",
    /// Product of two numbers, or of a number and money.
    Mul = "*",
    /// Quotient of two numbers without remainder, rounded towards zero.
    Div = "/",
    /// Remainder of that quotient; it has the sign of the dividend.
    Rem = "%",
    /// A number or an amount with the other sign.
    Neg = "neg",
    /// A list of the operands.
    List = "list",
    /// Whether a name or a field is answered.
    Has = "has",
    /// Characters of a text, elements of a list.
    Size = "size",
    /// A text begins with another.
    StartsWith = "starts",
    /// A text ends with another.
    EndsWith = "ends",
    /// A text has another in it.
    Contains = "contains",
    /// Days from the first date to the second; negative if that is earlier.
    Days = "days",
    /// The date so many days later.
    AddDays = "add_days",
    /// The date so many months later; the last of the month where the day does not exist.
    AddMonths = "add_months",
    /// The year of a date.
    Year = "year",
    /// Sum of a list of numbers; 0 if it is empty.
    Sum = "sum",
    /// Sum of a list of amounts of money; 0 if it is empty.
    SumMoney = "sum_money",
    /// The least of a list of numbers, amounts or dates; absent if it is empty.
    Min = "min",
    /// The greatest of such a list; absent if it is empty.
    Max = "max",
    /// A condition holds for every element. As with the next four, the operands are the list, the name
    /// that stands for an element, and what is computed with it.
    All = "all",
    /// A condition holds for at least one element.
    Exists = "exists",
    /// A condition holds for exactly one element.
    ExistsOne = "one",
    /// The elements for which a condition holds.
    Filter = "filter",
    /// What a formula comes to for each element.
    Map = "map",
}

impl Op {
    /// Whether it gives a name to the elements of a list.
    #[must_use]
    pub fn binds(self) -> bool {
        matches!(self, Self::All | Self::Exists | Self::ExistsOne | Self::Filter | Self::Map)
    }
}

impl Expr {
    /// The names that must be known to run the formula: those of answers, without fields and without the
    /// names that macros give to elements.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.collect(&mut Vec::new(), &mut found);
        found
    }

    fn collect<'a>(&'a self, bound: &mut Vec<&'a str>, found: &mut BTreeSet<String>) {
        match self {
            Self::Name(name) if !bound.contains(&name.as_str()) => {
                found.insert(name.clone());
            }
            Self::Field(record, _) => record.collect(bound, found),
            Self::Call(op, operands) => match operands.as_slice() {
                [list, Self::Name(element), body] if op.binds() => {
                    list.collect(bound, found);
                    bound.push(element);
                    body.collect(bound, found);
                    bound.pop();
                }
                operands => operands.iter().for_each(|operand| operand.collect(bound, found)),
            },
            _ => {}
        }
    }
}
